import { expect, it } from "vitest";

import { byteCount, decimalNumber, digits, wholeNumber } from "../../../src/cli/optionValues.js";

it("a byte count has a unit, in powers of 1024, or none", () => {
  const bytes = byteCount("--max-memory");
  expect(["4GB", "4g", "500MB", "1.5 GiB", "1e9", "12"].map(bytes)).toEqual([
    4 * 2 ** 30,
    4 * 2 ** 30,
    500 * 2 ** 20,
    1.5 * 2 ** 30,
    1e9,
    12,
  ]);
  for (const wrong of ["", "GB", "-1", "4 apples"]) expect(() => bytes(wrong)).toThrow(/^invalid --max-memory: /);
});

it("numbers are refused when they are not what the option takes", () => {
  expect(wholeNumber("--chains", 1)("12")).toBe(12);
  for (const wrong of ["0", "1.5", "-1", "1e3", "", " ", "99999999999999999999"]) {
    expect(() => wholeNumber("--chains", 1)(wrong)).toThrow(
      /^invalid --chains: ".*"; it must be a whole number of at least 1$/,
    );
  }
  expect(decimalNumber("--adapt-delta")("0.95")).toBe(0.95);
  for (const wrong of ["", "x", "Infinity", "NaN"])
    expect(() => decimalNumber("--x")(wrong)).toThrow(/it must be a number/);
  expect(digits("--seed")("007")).toBe("007");
  expect(() => digits("--seed")("0x10")).toThrow(/decimal digits/);
});
