import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pow } from "../../../engine/math/pow.js";
import { errorInUlp } from "./ulp.js";

const { pow: reference } = JSON.parse(
  readFileSync(new URL("../../reference/math/values.json", import.meta.url), "utf8"),
) as { pow: readonly (readonly [x: number, y: number, value: number, rest: number])[] };

describe("pow", () => {
  it("agrees with mpmath to 1 ulp, over results from subnormal to 1e308", () => {
    expect(reference.length).toBeGreaterThan(100);
    expect(reference.filter(([x, y, value, rest]) => !(errorInUlp(pow(x, y), value, rest) <= 1))).toEqual([]);
  });

  it("is exact for whole powers that are whole numbers below 2^53", () => {
    for (let base = -12; base <= 12; base++) {
      for (let n = 0, value = 1n; n <= 14 && value < 9007199254740992n && -value < 9007199254740992n; n++) {
        expect(pow(base, n)).toBe(Number(value));
        value *= BigInt(base);
      }
    }
    for (let k = -1074; k <= 1023; k++) expect(pow(2, k)).toBe(2 ** k);
  });

  it("has the special values of ECMAScript, but for ±1 to an infinite power, which is 1", () => {
    const values = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 2, -2, 3, -3, 0.25, -0.5, 1.5, 1e308, -1e308, 5e-324];
    for (const x of values) {
      for (const y of values) {
        const special = Math.abs(x) === 1 && Math.abs(y) === Infinity;
        const actual = pow(x, y);
        const expected = special ? 1 : x ** y;
        const scale = Number.isFinite(expected) ? Math.abs(expected) : 0;
        // Signs of zero and infinities are exact; the engine's own operator errs by an ulp.
        if (scale > 0) expect(Math.abs(actual - expected)).toBeLessThanOrEqual(4e-16 * scale);
        else expect(actual, `${x} to the power ${y}`).toBe(expected);
      }
    }
  });
});
