import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import { stream } from "../../../engine/random/stream.js";
import { stepSizeSearch } from "../../../samplers/adaptation/stepSizeSearch.js";
import { unitMetric } from "../../../samplers/hamiltonian/metric.js";
import { counted, halfNormal, independentNormal } from "../support/densities.js";

function search(density: LogDensity, position: Float64Array, stepSize = 1) {
  const gradient = new Float64Array(density.dimension);
  const logDensity = density.evaluate(position, gradient);
  const tuning = { stepSize, metric: unitMetric(density.dimension) };
  return stepSizeSearch(density)({ position, logDensity, gradient }, tuning, stream("1", "search"));
}

describe("stepSizeSearch", () => {
  it("finds the order of magnitude of the scale, from below and from above", () => {
    for (const sd of [1e-6, 1e-3, 1, 1e3]) {
      const { stepSize } = search(independentNormal([sd, sd, sd]), Float64Array.of(sd, -sd, 0.5 * sd));
      // Leapfrog is unstable above 2 sd; acceptance of 0.8 is crossed below that.
      expect(stepSize / sd).toBeGreaterThan(0.1);
      expect(stepSize / sd).toBeLessThanOrEqual(4);
    }
  });

  it("counts the gradients it takes", () => {
    const density = counted(independentNormal([1e-3]));
    const { gradients } = search(density, Float64Array.of(0.001));
    expect(density.evaluations).toBe(gradients + 1);
  });

  it("halves its way back to where the density is finite", () => {
    const { stepSize } = search(halfNormal(1, "-Infinity"), Float64Array.of(1e-3));
    expect(stepSize).toBeGreaterThan(0);
    expect(stepSize).toBeLessThan(4);
  });

  it("says that a flat density is improper", () => {
    const flat: LogDensity = { dimension: 1, evaluate: (_, gradient) => (gradient.fill(0), 0) };
    expect(() => search(flat, Float64Array.of(0))).toThrow(/improper: give every parameter a proper prior/);
  });

  it("gives up after a bounded number of tries where every point but one is impossible", () => {
    const lonely: LogDensity = {
      dimension: 1,
      evaluate(x, gradient) {
        gradient[0] = 1;
        return x[0] === 1 ? 0 : NaN;
      },
    };
    const { stepSize, gradients } = search(lonely, Float64Array.of(1));
    expect(gradients).toBeLessThanOrEqual(100);
    expect(stepSize).toBeGreaterThan(0);
  });
});
