import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import { blockHessian } from "../../../samplers/optimise/blockHessian.js";
import { autoregressiveNormal, counted, halfNormal } from "../support/densities.js";

/** v ~ normal(0, 3), x_i ~ normal(0, exp(v / 2)), up to a constant. */
const funnel: LogDensity = {
  dimension: 3,
  evaluate([v, ...x], gradient) {
    const precision = Math.exp(-v);
    const squares = x.reduce((sum, xi) => sum + xi * xi, 0);
    gradient[0] = -v / 9 - x.length / 2 + (precision * squares) / 2;
    x.forEach((xi, i) => (gradient[i + 1] = -precision * xi));
    return (-v * v) / 18 - (x.length * v) / 2 - (precision * squares) / 2;
  },
};

describe("blockHessian", () => {
  it("is the precision of a normal, whole and in blocks", () => {
    const density = autoregressiveNormal([0, 1, 2], [1, 2, 0.5], 0.6);
    const at = Float64Array.of(3, -1, 0);
    const precision = 1 / (1 - 0.36);
    const expected = [
      ...[precision, (-0.6 * precision) / 2, 0],
      ...[(-0.6 * precision) / 2, ((1 + 0.36) * precision) / 4, -0.6 * precision],
      ...[0, -0.6 * precision, 4 * precision],
    ];
    const whole = blockHessian(density, at, 0, 3);
    // Gradients of a normal are linear, so what is left is rounding: 1e-16 over a step of 1e-4.
    whole.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-10));
    const block = blockHessian(density, at, 1, 3);
    expect(block.length).toBe(4);
    [4, 5, 7, 8].forEach((from, to) => expect(Math.abs(block[to] - expected[from])).toBeLessThan(1e-10));
  });

  it("is the curvature of a funnel to eight digits, and leaves the position alone", () => {
    const at = Float64Array.of(1, 2, -1);
    const hessian = blockHessian(funnel, at, 0, 3);
    const p = Math.exp(-1);
    const expected = [1 / 9 + (p * 5) / 2, -p * 2, p, -p * 2, p, 0, p, 0, p];
    hessian.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(2e-8));
    expect([...at]).toEqual([1, 2, -1]);
  });

  it("is symmetric and takes two gradients a coordinate", () => {
    const density = counted(funnel);
    const hessian = blockHessian(density, Float64Array.of(0.3, 2, -1), 0, 2);
    expect(density.evaluations).toBe(4);
    expect(hessian[1]).toBe(hessian[2]);
  });

  it("takes smaller steps near an edge of the support, and is NaN on it", () => {
    const near = blockHessian(halfNormal(2, "NaN"), Float64Array.of(1e-7, 1), 0, 2);
    // Steps of 6e-8: rounding is 1e-16 over that.
    [1, 0, 0, 1].forEach((expected, i) => expect(Math.abs(near[i] - expected)).toBeLessThan(1e-7));
    expect(blockHessian(halfNormal(1, "-Infinity"), Float64Array.of(0), 0, 1)[0]).toBeNaN();
  });
});
