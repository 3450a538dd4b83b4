import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kernels, type KernelName } from "../../../engine/math/kernels.js";
import { numberArithmetic } from "../../../engine/math/numberArithmetic.js";
import { errorInUlp } from "./ulp.js";

type Row = readonly [x: number, y: number, rest: number];
const reference = JSON.parse(
  readFileSync(new URL("../../reference/math/values.json", import.meta.url), "utf8"),
) as Record<KernelName, readonly Row[]>;

/** Largest error allowed in ulp: what each kernel's comment promises. */
const ulps: Record<KernelName, number> = {
  exp: 1.1,
  expNonPositive: 1.1,
  expm1: 2,
  log: 1,
  log1p: 2,
  log1pUnit: 3,
  log1mexp: 4,
  sigmoid: 4,
  softplus: 4,
  tanh: 4,
  sin: 1,
  cos: 1,
  atan: 2,
  erf: 2,
  erfc: 4,
  normalCdf: 4,
  normalLogCdf: 4,
  lgamma: 4,
  digamma: 4,
  trigamma: 4,
};

/**
 * Absolute error allowed beside it. The gamma family is shifted up by 8 and comes back by a difference of numbers of size 10 (lgamma) or
 * 3 (digamma), larger by reflection below zero.
 */
const absolute: Partial<Record<KernelName, number>> = { lgamma: 1e-14, digamma: 1e-14, trigamma: 1e-14 };

/** Values at the edges: x, value. */
const edges: Record<KernelName, readonly (readonly [number, number])[]> = {
  exp: [[0, 1], [-0, 1], [Infinity, Infinity], [-Infinity, 0], [710, Infinity], [-746, 0], [-745.2, 0], [-744.44, 5e-324]],
  expNonPositive: [[0, 1], [-0, 1], [-Infinity, 0], [-709, 0]],
  expm1: [[0, 0], [-0, -0], [Infinity, Infinity], [-Infinity, -1], [710, Infinity], [5e-324, 5e-324], [-1e-310, -1e-310], [-50, -1]],
  log: [[1, 0], [0, -Infinity], [-0, -Infinity], [Infinity, Infinity], [-1, NaN], [-Infinity, NaN], [-5e-324, NaN]],
  log1p: [[0, 0], [-0, -0], [-1, -Infinity], [Infinity, Infinity], [-2, NaN], [-Infinity, NaN], [5e-324, 5e-324], [-1e-310, -1e-310]],
  log1pUnit: [[0, 0], [5e-324, 5e-324]],
  log1mexp: [[0, -Infinity], [-0, -Infinity], [-Infinity, -0], [1, NaN], [Infinity, NaN]],
  sigmoid: [[0, 0.5], [-0, 0.5], [Infinity, 1], [-Infinity, 0], [1e300, 1], [-1e300, 0]],
  softplus: [[Infinity, Infinity], [-Infinity, 0], [1e300, 1e300], [-1e300, 0], [0, Math.LN2]],
  tanh: [[0, 0], [-0, -0], [Infinity, 1], [-Infinity, -1], [1e300, 1], [-5e-324, -5e-324]],
  sin: [[0, 0], [-0, -0], [5e-324, 5e-324], [Infinity, NaN], [-Infinity, NaN], [2 ** 45, NaN], [-1e300, NaN]],
  cos: [[0, 1], [-0, 1], [5e-324, 1], [Infinity, NaN], [-Infinity, NaN], [2 ** 45, NaN], [-1e300, NaN]],
  atan: [[0, 0], [-0, -0], [Infinity, Math.PI / 2], [-Infinity, -Math.PI / 2], [1e300, Math.PI / 2], [-5e-324, -5e-324]],
  erf: [[0, 0], [-0, -0], [Infinity, 1], [-Infinity, -1], [1e300, 1], [5e-324, 5e-324]],
  erfc: [[0, 1], [-0, 1], [Infinity, 0], [-Infinity, 2], [1e300, 0], [28, 0]],
  normalCdf: [[0, 0.5], [-0, 0.5], [Infinity, 1], [-Infinity, 0], [1e300, 1], [-1e300, 0]],
  normalLogCdf: [[0, -Math.LN2], [-0, -Math.LN2], [Infinity, -0], [-Infinity, -Infinity], [40, -0], [-1e155, -Infinity]],
  lgamma: [[0, Infinity], [-0, Infinity], [-1, Infinity], [-1e300, Infinity], [Infinity, Infinity], [-Infinity, Infinity], [1e307, Infinity]],
  digamma: [[0, NaN], [-0, NaN], [-3, NaN], [-1e300, NaN], [Infinity, Infinity], [-Infinity, NaN], [5e-324, -Infinity], [-5e-324, Infinity]],
  trigamma: [[0, Infinity], [-0, Infinity], [-3, Infinity], [Infinity, 0], [5e-324, Infinity], [-5e-324, Infinity]],
}; // prettier-ignore

const names = Object.keys(kernels) as KernelName[];

describe.each(names)("%s", (name) => {
  const kernel = (x: number): number => kernels[name](numberArithmetic, x);

  it("agrees with mpmath to the ulp it promises", () => {
    expect(reference[name].length).toBeGreaterThanOrEqual(75);
    const allowance = absolute[name] ?? 0;
    const failures = reference[name].filter(([x, y, rest]) => {
      const actual = kernel(x);
      // Reflection of the gamma family takes the sum of a few terms as large as log Γ(|x|) ≈ 42.
      const wide = x < 0 ? 10 * allowance : allowance;
      return !(errorInUlp(actual, y, rest) <= ulps[name] || Math.abs(actual - y) <= wide);
    });
    expect(failures).toEqual([]);
  });

  it("takes NaN to NaN", () => {
    expect(kernel(NaN)).toBeNaN();
  });

  it.each(edges[name])("at %d is %d", (x, y) => {
    expect(kernel(x)).toBe(y);
  });
});

describe("sigmoid and softplus", () => {
  it("err below 1e-300 where they are flushed to zero", () => {
    for (const x of [-707, -708, -708.5, -720, -745]) {
      expect(Math.abs(kernels.sigmoid(numberArithmetic, x) - Math.exp(x))).toBeLessThan(1e-300);
      expect(Math.abs(kernels.softplus(numberArithmetic, x) - Math.exp(x))).toBeLessThan(1e-300);
    }
  });
});

describe("gamma family at roots and poles", () => {
  it("lgamma is within 1e-14 of zero at its roots 1 and 2", () => {
    expect(Math.abs(kernels.lgamma(numberArithmetic, 1))).toBeLessThan(1e-14);
    expect(Math.abs(kernels.lgamma(numberArithmetic, 2))).toBeLessThan(1e-14);
  });

  it("lgamma(n + 1) is the log of n! for all factorials that are numbers", () => {
    let factorial = 1n;
    for (let n = 2; n <= 170; n++) {
      factorial *= BigInt(n);
      const expected = kernels.log(numberArithmetic, Number(factorial));
      expect(Math.abs(kernels.lgamma(numberArithmetic, n + 1) - expected)).toBeLessThan(1e-14 + 1e-15 * expected);
    }
  });
});
