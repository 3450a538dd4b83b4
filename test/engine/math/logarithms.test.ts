import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { log1pMinus } from "../../../engine/math/log1pMinus.js";
import { logAddExp, logSumExp } from "../../../engine/math/logSumExp.js";
import { stirlingRemainder } from "../../../engine/math/stirlingRemainder.js";
import { errorInUlp } from "./ulp.js";

describe("logSumExp", () => {
  it("neither overflows nor underflows", () => {
    expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logSumExp([-1000, -1000, -1000])).toBeCloseTo(-1000 + Math.log(3), 12);
    expect(logSumExp(Float64Array.of(-5))).toBe(-5);
  });

  it("is -Infinity of nothing, Infinity with an Infinity, NaN with a NaN anywhere", () => {
    expect(logSumExp([])).toBe(-Infinity);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logSumExp([0, Infinity])).toBe(Infinity);
    for (const values of [[NaN, 1], [1, NaN], [NaN], [Infinity, NaN], [NaN, Infinity]]) expect(logSumExp(values)).toBeNaN(); // prettier-ignore
  });
});

describe("logAddExp", () => {
  it("is logSumExp of two", () => {
    const values = [-Infinity, -1000, -1, 0, 0.5, 700, 1e300, Infinity, NaN];
    for (const x of values) {
      for (const y of values) {
        const [sum, both] = [logAddExp(x, y), logSumExp([x, y])];
        // 2 ulp between two orders of the same operations
        if (Number.isFinite(both)) expect(Math.abs(sum - both)).toBeLessThanOrEqual(5e-16 * Math.abs(both));
        else expect(sum, `${x}, ${y}`).toBe(both);
      }
    }
  });
});

type Row = readonly [x: number, y: number, rest: number];
const reference = JSON.parse(
  readFileSync(new URL("../../reference/math/values.json", import.meta.url), "utf8"),
) as Record<"log1pMinus" | "stirlingRemainder", readonly Row[]>;

describe("log1pMinus", () => {
  it("agrees with mpmath to 5 ulp", () => {
    expect(reference.log1pMinus.length).toBeGreaterThanOrEqual(50);
    expect(reference.log1pMinus.filter(([x, y, rest]) => !(errorInUlp(log1pMinus(x), y, rest) <= 5))).toEqual([]);
    expect(log1pMinus(0) + 0).toBe(0);
  });
});

describe("stirlingRemainder", () => {
  it("agrees with mpmath to 4 ulp from 8 on and to 1e-14 below, where it is a difference of larger numbers", () => {
    const rows = reference.stirlingRemainder;
    expect(rows.filter(([x]) => x < 8).length).toBeGreaterThan(10);
    expect(rows.filter(([x]) => x >= 8).length).toBeGreaterThan(10);
    const failures = rows.filter(([x, y, rest]) => {
      const actual = stirlingRemainder(x);
      return !(x < 8 ? Math.abs(actual - y) < 1e-14 : errorInUlp(actual, y, rest) <= 4);
    });
    expect(failures).toEqual([]);
  });
});
