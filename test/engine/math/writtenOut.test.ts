import { expect, it } from "vitest";
import { exp, expKernel } from "../../../engine/math/exp.js";
import { log, logKernel } from "../../../engine/math/log.js";
import { numberArithmetic } from "../../../engine/math/numberArithmetic.js";

it("exp(x) has the bits of its kernel, over the whole range and at its edges", () => {
  const edges = [
    NaN,
    0,
    -0,
    Infinity,
    -Infinity,
    709.78,
    710,
    711,
    -745.13,
    -746,
    -747,
    5e-324,
    -5e-324,
    1e300,
    -1e300,
  ];
  const grid = Array.from({ length: 40_001 }, (_, i) => -760 + i * 0.0379);
  for (const x of [...edges, ...grid]) expect(exp(x), String(x)).toBe(expKernel(numberArithmetic, x));
});

it("log(x) has the bits of its kernel, over the whole range and at its edges", () => {
  const edges = [NaN, 0, -0, -1, Infinity, -Infinity, 5e-324, 2.2250738585072014e-308, 1e-310, 1, Math.SQRT2, 2, 1e308];
  const grid = Array.from({ length: 40_001 }, (_, i) => exp(-744 + i * 0.03634));
  const nearOne = Array.from({ length: 2001 }, (_, i) => 0.5 + i * 0.00091);
  for (const x of [...edges, ...grid, ...nearOne]) expect(log(x), String(x)).toBe(logKernel(numberArithmetic, x));
});
