import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { firstGradientMetric, gradientMetric } from "../../../samplers/adaptation/gradientMetric.js";
import { varianceMetric } from "../../../samplers/adaptation/varianceMetric.js";
import { observe, variance, welford } from "../../../samplers/adaptation/welford.js";
import { unitMetric } from "../../../samplers/hamiltonian/metric.js";
import { autoregressiveNormal, independentNormal } from "../support/densities.js";

describe("welford", () => {
  it("gives mean and sample variance, also far from zero", () => {
    const estimator = welford(2);
    for (const x of [1, 2, 3, 4]) observe(estimator, Float64Array.of(x, 1e9 + x));
    expect([...estimator.mean]).toEqual([2.5, 1e9 + 2.5]);
    expect(variance(estimator, 0)).toBeCloseTo(5 / 3, 14);
    // At 1e9 the sum of squares would have lost all its digits.
    expect(variance(estimator, 1)).toBeCloseTo(5 / 3, 6);
    expect(variance(welford(1), 0)).toBeNaN();
  });
});

describe("varianceMetric", () => {
  it("shrinks the variance of n draws towards 0.001 with the weight of 5 draws", () => {
    const estimator = welford(1);
    for (const x of [1, 2, 3, 4]) observe(estimator, Float64Array.of(x));
    const metric = varianceMetric(estimator, unitMetric(1));
    expect(metric.inverse[0]).toBeCloseTo((4 / 9) * (5 / 3) + 0.001 * (5 / 9), 14);
    expect(metric.scale[0]).toBe(Math.sqrt(metric.inverse[0]));
  });

  it("keeps the previous metric when it has fewer than two draws", () => {
    const previous = unitMetric(1);
    expect(varianceMetric(welford(1), previous)).toBe(previous);
  });
});

describe("gradientMetric", () => {
  /** The metric from a few points around the origin; they need not be draws. */
  function fromPoints(density: ReturnType<typeof independentNormal>, points: Float64Array[]) {
    const draws = welford(density.dimension);
    const gradients = welford(density.dimension);
    for (const point of points) {
      const gradient = new Float64Array(density.dimension);
      density.evaluate(point, gradient);
      observe(draws, point);
      observe(gradients, gradient);
    }
    return gradientMetric(draws, gradients, unitMetric(density.dimension));
  }

  it("is the variance of independent normals, exactly, from any three points", () => {
    const sds = [1e-3, 1, 50, 1e4];
    const points = [1, 2, 7].map((k) => Float64Array.from(sds, (_, i) => Math.sin(k + i)));
    const { inverse } = fromPoints(independentNormal(sds), points);
    // Twenty roundings in welford, a division and a root.
    sds.forEach((s, i) => expect(inverse[i] / (s * s)).toBeCloseTo(1, 12));
  });

  it("is the root of marginal times conditional variance for correlated normals", () => {
    const rho = 0.8;
    const density = autoregressiveNormal([0, 0], [1, 3], rho);
    const rng = stream("3", "pairs");
    const points = Array.from({ length: 20_000 }, () => {
      const a = rng.normal();
      return Float64Array.of(a, 3 * (rho * a + Math.sqrt(1 - rho * rho) * rng.normal()));
    });
    const { inverse } = fromPoints(density, points);
    // √(Σ_ii / (Σ⁻¹)_ii) = Σ_ii √(1 - ρ²) for a pair; standard error of the ratio about 1 / √20000 = 0.7 %.
    expect(inverse[0] / 0.6).toBeCloseTo(1, 1);
    expect(inverse[1] / 5.4).toBeCloseTo(1, 1);
  });

  it("keeps what it had where draws or gradients do not vary", () => {
    const draws = welford(2);
    const gradients = welford(2);
    for (const x of [1, 2, 3]) {
      observe(draws, Float64Array.of(x, 5));
      observe(gradients, Float64Array.of(1, x));
    }
    const previous = { inverse: Float64Array.of(7, 8), scale: Float64Array.of(Math.sqrt(7), Math.sqrt(8)) };
    expect([...gradientMetric(draws, gradients, previous).inverse]).toEqual([7, 8]);
  });

  it("guesses 1 / |gradient| from one gradient, within bounds", () => {
    expect([...firstGradientMetric(Float64Array.of(-4, 0.5, 0, 1e300)).inverse]).toEqual([0.25, 2, 1e10, 1e-10]);
  });
});
