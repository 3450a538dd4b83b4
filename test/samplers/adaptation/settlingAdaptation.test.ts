import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import { samplerOptions, type SamplerOptions } from "../../../samplers/options.js";
import { sampleChain } from "../../../samplers/sampleChain.js";
import { autoregressiveNormal, independentNormal, standardNormal } from "../support/densities.js";
import { mean } from "../support/statistics.js";

/** Warmup reports and acceptance of eight chains. */
function warmedUp(density: LogDensity, options: Partial<SamplerOptions> = {}, position?: Float64Array) {
  return [1, 2, 3, 4, 5, 6, 7, 8].map((chain) => {
    const start = position === undefined ? {} : { position };
    const run = sampleChain(density, undefined, 0, samplerOptions({ seed: "8", draws: 200, ...options }), chain, start);
    return { ...run.warmup!, acceptance: mean(run.statistics.acceptanceRate) };
  });
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
/** Root mean square error of the logarithm of a metric whose truth is known. */
const error = (inverse: Float64Array, truth: (i: number) => number) =>
  Math.sqrt(mean(inverse.map((v, i) => Math.log(v / truth(i)) ** 2)));

/** Eight schools, centred: log τ mixes slowly, and its lower end is not reached for long. */
const centredSchools: LogDensity = (() => {
  const y = [28, 8, -3, 7, -1, 1, 18, 12];
  const sigma = [15, 10, 16, 11, 9, 11, 10, 18];
  return {
    dimension: 10,
    evaluate(q, gradient) {
      const [mu, logTau] = q;
      const tau = Math.exp(logTau);
      const tail = (tau * tau) / 25;
      let value = logTau - (mu * mu) / 50 - Math.log(1 + tail);
      gradient[0] = -mu / 25;
      gradient[1] = 1 - (2 * tail) / (1 + tail);
      y.forEach((yj, j) => {
        const z = (q[j + 2] - mu) / tau;
        const residual = (yj - q[j + 2]) / sigma[j];
        value -= 0.5 * (z * z + residual * residual) + logTau;
        gradient[0] += z / tau;
        gradient[1] += z * z - 1;
        gradient[j + 2] = residual / sigma[j] - z / tau;
      });
      return value;
    },
  };
})();

describe("settlingAdaptation", () => {
  it.each([1, 5, 30, 300])(
    "needs about a tenth of 1,000 iterations for a standard normal of dimension %i",
    (dimension) => {
      const reports = warmedUp(standardNormal(dimension), { draws: 1 });
      expect(median(reports.map(({ iterations }) => iterations))).toBeLessThanOrEqual(140);
      expect(Math.min(...reports.map(({ iterations }) => iterations))).toBeGreaterThanOrEqual(95);
      for (const { inverseMetric } of reports) expect(error(inverseMetric, () => 1)).toBeLessThan(1e-10);
    },
  );

  it("finds scales between 0.01 and 100 all the same", () => {
    const sds = Float64Array.from({ length: 20 }, (_, i) => 10 ** ((4 * i) / 19 - 2));
    for (const estimate of ["gradient", "variance"] as const) {
      const reports = warmedUp(independentNormal(sds), { draws: 1, metric: estimate });
      expect(median(reports.map(({ iterations }) => iterations))).toBeLessThanOrEqual(300);
      // Variances of some 100 draws are known to 0.14 each in their logarithm. With gradients they would be exact; what is
      // left is of the guess, as much of it as 100 draws could not tell from noise.
      const limit = estimate === "variance" ? 0.4 : 0.1;
      for (const { inverseMetric } of reports) expect(error(inverseMetric, (i) => sds[i] ** 2)).toBeLessThan(limit);
    }
  });

  it("brings acceptance to its target, within 0.04 on average over chains and 0.1 in each", () => {
    const density = autoregressiveNormal(new Array<number>(10).fill(0), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.6);
    for (const adaptDelta of [0.7, 0.8, 0.95]) {
      const rates = warmedUp(density, { adaptDelta }).map(({ acceptance }) => acceptance);
      expect(Math.abs(mean(rates) - adaptDelta)).toBeLessThan(0.04);
      for (const rate of rates) expect(Math.abs(rate - adaptDelta)).toBeLessThan(0.1);
    }
  });

  it("takes the time that it takes to come in from 100 sds away", () => {
    for (const { inverseMetric, iterations, acceptance } of warmedUp(
      independentNormal([1, 2, 3, 4, 5]),
      {},
      Float64Array.of(100, -200, 300, 400, 500),
    )) {
      expect(iterations).toBeLessThan(700);
      // Had the way in been taken for draws, scales would be off by factors.
      expect(error(inverseMetric, (i) => (i + 1) ** 2)).toBeLessThan(0.1);
      expect(acceptance).toBeGreaterThan(0.7);
    }
  });

  it("does not take a chain for settled that has yet to find the length of its target", () => {
    const iterations = warmedUp(centredSchools, { draws: 1 }).map((report) => report.iterations);
    expect(median(iterations)).toBeGreaterThanOrEqual(400);
  });

  it("works for limits of any length, and never exceeds them", () => {
    for (const warmup of [0, 1, 2, 5, 10, 20, 75, 94, 95, 150]) {
      const reports = warmedUp(standardNormal(2), { warmup, draws: 5 });
      for (const { iterations, stepSize, inverseMetric } of reports) {
        expect(iterations).toBeLessThanOrEqual(warmup);
        if (warmup < 95) expect(iterations).toBe(warmup);
        expect(stepSize).toBeGreaterThan(0);
        expect(inverseMetric.every((v) => v > 0)).toBe(true);
      }
    }
  });
});
