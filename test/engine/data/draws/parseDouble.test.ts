import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDouble } from "../../../../engine/data/draws/parseDouble.js";

const parse = (text: string) => parseDouble(new TextEncoder().encode(`x${text}y`), 1, text.length + 1);

describe("parseDouble", () => {
  test("gives the double that Number gives, bit for bit, for 15 digits and exponents to 22", () => {
    const digits = fc.stringMatching(/^[+-]?\d{1,8}(\.\d{0,6})?([eE][+-]?\d{1,2})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const value = parse(text);
        // NaN says that the exponent is too large for one rounding.
        if (!Number.isNaN(value)) expect(value).toBe(Number(text));
      }),
      { numRuns: 2000, seed: 1 },
    );
    for (const text of [
      "0.1",
      "-7.24654",
      "9007199254740.93",
      "1e22",
      "5e-22",
      "-0",
      "00000000000000000001.5",
      ".5",
      "5.",
    ]) {
      expect(parse(text)).toBe(Number(text));
    }
  });

  test("leaves to others what it could round twice, and what is no number", () => {
    for (const text of [
      "1.7976931348623157e308",
      "0.12345678901234567",
      "1e23",
      "",
      "-",
      ".",
      "e5",
      "1e",
      "1e+",
      "1.2.3",
      "1 ",
      "0x1",
      "nan",
      "inf",
      "1e99999",
    ]) {
      expect(parse(text)).toBeNaN();
    }
  });
});
