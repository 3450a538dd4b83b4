import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import { maximise } from "../../../samplers/optimise/maximise.js";
import { autoregressiveNormal, counted, halfNormal, independentNormal } from "../support/densities.js";

/** Rosenbrock's valley, upside down: its maximum, 0, is at (1, 1). */
const valley: LogDensity = {
  dimension: 2,
  evaluate([x, y], gradient) {
    const a = 1 - x;
    const b = y - x * x;
    gradient[0] = 2 * a + 400 * x * b;
    gradient[1] = -200 * b;
    return -a * a - 100 * b * b;
  },
};

/** A logistic regression by hand: 40 rows, an intercept and a slope, normal(0, 5) priors. */
const logistic: LogDensity = {
  dimension: 2,
  evaluate([a, b], gradient) {
    let value = -(a * a + b * b) / 50;
    gradient[0] = -a / 25;
    gradient[1] = -b / 25;
    for (let i = 0; i < 40; i++) {
      const x = i / 10 - 2;
      const p = 1 / (1 + Math.exp(-a - b * x));
      const y = i % 3 === 0 || i > 30 ? 1 : 0;
      value += Math.log(y === 1 ? p : 1 - p);
      gradient[0] += y - p;
      gradient[1] += (y - p) * x;
    }
    return value;
  },
};

const length = (x: Float64Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0));

describe("maximise", () => {
  it("finds the mean of a normal whose scales differ by a factor of a million and whose coordinates are correlated", () => {
    const means = [1, -2, 3, 0.5, 0];
    const density = autoregressiveNormal(means, [1e-3, 1, 1000, 0.1, 10], 0.8);
    const found = maximise(density, new Float64Array(5), { iterations: 500 });
    expect(found.converged).toBe(true);
    // A gain of 1e-6 still expected is at most √2e-6 sds away, by the estimate of curvature; ten times that is allowed.
    [1e-3, 1, 1000, 0.1, 10].forEach((s, i) => expect(Math.abs(found.position[i] - means[i]) / s).toBeLessThan(0.015));
    expect(found.logDensity).toBeGreaterThan(-1e-4);
  });

  it("follows a curved valley to its end", () => {
    const found = maximise(valley, Float64Array.of(-1.2, 1), { iterations: 200, tolerance: 1e-12 });
    expect(found.converged).toBe(true);
    expect(found.position[0]).toBeCloseTo(1, 5);
    expect(found.position[1]).toBeCloseTo(1, 5);
    expect(found.gradients).toBeLessThan(80);
  });

  it("ends where the gradient of a logistic regression vanishes, in about as many gradients as steps", () => {
    const found = maximise(logistic, Float64Array.of(0, 0), { iterations: 50, tolerance: 1e-12 });
    expect(length(found.gradient)).toBeLessThan(1e-5);
    expect(found.gradients).toBeLessThan(25);
  });

  it("takes 3,000 coordinates of unequal scales in stride", () => {
    const density = independentNormal(Float64Array.from({ length: 3000 }, (_, i) => 1 + (i % 7) / 2));
    const found = maximise(density, new Float64Array(3000).fill(2), { iterations: 100 });
    expect(found.converged).toBe(true);
    expect(found.gradients).toBeLessThan(40);
    expect(found.logDensity).toBeGreaterThan(-1e-5);
  });

  it("leaves fixed coordinates where they are, told by a function or by a list, and maximises over the others", () => {
    const density = autoregressiveNormal([0, 0, 0], [1, 2, 3], 0.5);
    const start = Float64Array.of(1, 1, 1);
    const byFunction = maximise(density, start, { iterations: 50, tolerance: 1e-12, fixed: (index) => index === 0 });
    const byList = maximise(density, start, { iterations: 50, tolerance: 1e-12, fixed: Uint8Array.of(1, 0, 0) });
    expect(byFunction).toEqual(byList);
    expect(byFunction.position[0]).toBe(1);
    // Conditional means of an autoregression: each half the one before, in units of its sd.
    expect(byFunction.position[1]).toBeCloseTo(1, 5);
    expect(byFunction.position[2]).toBeCloseTo(0.75, 5);
    expect(byFunction.gradient[0]).toBeCloseTo(-1, 5);
    expect([...start]).toEqual([1, 1, 1]);
  });

  it.each(["-Infinity", "NaN", "gradient"] as const)(
    "stays in the half where the density is finite, beside %s",
    (edge) => {
      const density = halfNormal(2, edge);
      const found = maximise(density, Float64Array.of(3, 2), { iterations: 100 });
      expect(found.position[0]).toBeGreaterThan(0);
      expect(found.logDensity).toBeGreaterThan(-1e-2);
    },
  );

  it("is never worse than its start, however few steps it has, and climbs on a density without a maximum", () => {
    const density: LogDensity = {
      dimension: 1,
      evaluate([x], gradient) {
        gradient[0] = 1;
        return x;
      },
    };
    const found = maximise(density, Float64Array.of(0), { iterations: 20 });
    expect(found.converged).toBe(false);
    expect(found.position[0]).toBeGreaterThan(1);
    for (let iterations = 0, last = -Infinity; iterations < 30; iterations++) {
      const { logDensity } = maximise(valley, Float64Array.of(-1.2, 1), { iterations });
      expect(logDensity).toBeGreaterThanOrEqual(last);
      last = logDensity;
    }
  });

  it("returns a start that is not finite as it is, after one gradient", () => {
    const found = maximise(halfNormal(1, "NaN"), Float64Array.of(-1), { iterations: 10 });
    expect([...found.position]).toEqual([-1]);
    expect(found.converged).toBe(false);
    expect(found.gradients).toBe(1);
  });

  it("counts its gradients, and says the density and gradient of where it ended", () => {
    const density = counted(valley);
    const found = maximise(density, Float64Array.of(-1.2, 1), { iterations: 13 });
    expect(found.gradients).toBe(density.evaluations);
    const gradient = new Float64Array(2);
    expect(found.logDensity).toBe(valley.evaluate(found.position, gradient));
    expect(found.gradient).toEqual(gradient);
  });
});
