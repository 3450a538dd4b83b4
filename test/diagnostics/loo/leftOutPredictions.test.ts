import { describe, expect, test } from "vitest";
import { bayesR2, residualR2 } from "../../../diagnostics/bayesR2.js";
import { looExpectation } from "../../../diagnostics/loo/looExpectation.js";
import { looPit, looPitOfCdf } from "../../../diagnostics/loo/looPit.js";
import { looR2 } from "../../../diagnostics/loo/looR2.js";
import { weightedQuantile, weightedVariance } from "../../../diagnostics/loo/weightedMoments.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { stream } from "../../../engine/random/stream.js";
import { pointwiseOf } from "./reference.js";

// y ~ normal(theta, 1), theta flat: without y_i theta is normal about the mean of the others with variance 1/(n - 1).
const n = 12;
const draws = 4000;
const rng = stream("4", "left out");
const y = Float64Array.from({ length: n }, () => 3 + rng.normal());
const center = y.reduce((sum, x) => sum + x, 0) / n;
const theta = Float64Array.from({ length: draws }, () => center + rng.normal() / Math.sqrt(n));
const logLikelihood = pointwiseOf(
  Array.from(y, (value) => theta.map((t) => -0.5 * (value - t) * (value - t))),
  4,
);
const expected = pointwiseOf(
  Array.from(y, () => theta),
  4,
);
const without = Array.from(y, (value) => (n * center - value) / (n - 1));

describe("expectations without the observation are those known", () => {
  // Some five standard errors of 4000 draws, of which the weights leave at least a half.
  const error = 5 / Math.sqrt(n * draws * 0.5);

  test("mean, sd and quantile", () => {
    const sd = 1 / Math.sqrt(n - 1);
    const means = looExpectation(expected, logLikelihood, { kind: "mean" });
    const sds = looExpectation(expected, logLikelihood, { kind: "sd" });
    const variances = looExpectation(expected, logLikelihood, { kind: "variance" });
    const tenths = looExpectation(expected, logLikelihood, { kind: "quantile", probability: 0.1 });
    without.forEach((mean, i) => {
      expect(Math.abs(means.values[i] - mean)).toBeLessThan(error);
      expect(Math.abs(sds.values[i] - sd)).toBeLessThan(error);
      expect(variances.values[i]).toBeCloseTo(sds.values[i] * sds.values[i], 12);
      expect(Math.abs(tenths.values[i] - (mean - 1.2815515655446004 * sd))).toBeLessThan(2 * error);
      expect(means.paretoK[i]).toBeLessThan(0.7);
    });
    // The observation that pulls most is told apart from the mean of all.
    expect(Math.max(...without.map((mean) => Math.abs(mean - center)))).toBeGreaterThan(3 * error);
  });

  test("sources of other observations are refused", () => {
    expect(() => looExpectation(pointwiseOf([theta], 4), logLikelihood, { kind: "mean" })).toThrow(
      "4000 draws of 12 observations are needed",
    );
  });
});

describe("weighted moments", () => {
  test("with equal weights are the usual ones", () => {
    expect(weightedVariance(Float64Array.of(1, 2, 4), new Float64Array(3).fill(1 / 3))).toBeCloseTo(7 / 3, 12);
  });

  test("quantiles step where the weights are, as in R's loo", () => {
    // loo 2.5.1: loo:::.wquant(c(1, 2, 3, 10), c(.1, .2, .3, .4), c(.05, .1, .2, .5, .8, 1)).
    const x = Float64Array.of(1, 2, 3, 10);
    const w = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    [0.05, 0.1, 0.2, 0.5, 0.8, 1].forEach((p, i) => {
      expect(weightedQuantile(x, w, p)).toBeCloseTo([1, 1, 1.5, 8 / 3, 6.5, 10][i], 12);
    });
  });
});

describe("LOO-PIT", () => {
  const exact = without.map((mean, i) => normalCdf((y[i] - mean) / Math.sqrt(1 + 1 / (n - 1))));

  test("of distribution functions is the known one", () => {
    const cdf = pointwiseOf(
      Array.from(y, (value) => theta.map((t) => normalCdf(value - t))),
      4,
    );
    const { values } = looPitOfCdf(cdf, logLikelihood);
    exact.forEach((value, i) => expect(Math.abs(values[i] - value)).toBeLessThan(0.02));
  });

  test("of replicates is the same up to their noise, and random only in ties", () => {
    const replicated = pointwiseOf(
      Array.from(y, () => theta.map((t) => t + rng.normal())),
      4,
    );
    const { values } = looPit(replicated, y, logLikelihood, { seed: "1" });
    // Four standard errors of 4000 draws with an sd of up to 1/2, of which weights leave at least a half.
    exact.forEach((value, i) => expect(Math.abs(values[i] - value)).toBeLessThan(0.045));
    expect(looPit(replicated, y, logLikelihood, { seed: "2" }).values).toEqual(values);
  });

  test("of a discrete response is spread uniformly over the weight of ties, by the seed", () => {
    const coin = Array.from({ length: 400 }, (_, i) => Float64Array.from({ length: 40 }, (__, s) => (s + i) % 2));
    const flat = pointwiseOf(
      coin.map(() => new Float64Array(40)),
      4,
    );
    const observed = Float64Array.from({ length: 400 }, (_, i) => (i >> 1) % 2);
    const { values } = looPit(pointwiseOf(coin, 4), observed, flat, { seed: "1" });
    observed.forEach((value, i) => {
      expect(values[i]).toBeGreaterThan(value === 0 ? 0 : 0.5 - 1e-12);
      expect(values[i]).toBeLessThan(value === 0 ? 0.5 : 1);
    });
    const mean = values.reduce((sum, x) => sum + x, 0) / 400;
    // Five standard errors of 400 uniforms within halves.
    expect(Math.abs(mean - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(12 * 400));
    expect(looPit(pointwiseOf(coin, 4), observed, flat, { seed: "1" }).values).toEqual(values);
    expect(looPit(pointwiseOf(coin, 4), observed, flat, { seed: "2" }).values).not.toEqual(values);
  });

  test("of a censored response is spread uniformly over the weight of where it may lie", () => {
    // Replicates 0.5, 1.5, …, 9.5 with equal weights, and those of whole numbers, of which an upper end is one that may be.
    const size = 3000;
    const flat = pointwiseOf(Array<Float64Array>(size).fill(new Float64Array(40)), 4);
    const rangesOf = (replicate: (draw: number) => number, ends: readonly (readonly [number, number])[]) => {
      const column = Float64Array.from({ length: 40 }, (_, draw) => replicate(draw % 10));
      const replicates = pointwiseOf(Array<Float64Array>(size).fill(column), 4);
      const within = {
        lower: Float64Array.from({ length: size }, (_, i) => ends[i % ends.length]![0]),
        upper: Float64Array.from({ length: size }, (_, i) => ends[i % ends.length]![1]),
      };
      const { values } = looPit(replicates, new Float64Array(size).fill(4), flat, { seed: "1", within });
      return ends.map((_, k) => {
        const own = values.filter((__, i) => i % ends.length === k);
        return [Math.min(...own), Math.max(...own)];
      });
    };
    const check = (found: readonly number[], from: number, to: number) => {
      // Of 750 uniform numbers none lies within 1/100 of the range from an end once in 1800 times; the seed is fixed.
      const near = (to - from) / 100 + 1e-12;
      expect(found[0]).toBeGreaterThanOrEqual(from - 1e-12);
      expect(found[0]).toBeLessThan(from + near);
      expect(found[1]).toBeLessThanOrEqual(to + 1e-12);
      expect(found[1]).toBeGreaterThan(to - near);
    };
    const ends = [
      [4, Infinity],
      [-Infinity, 4],
      [4, 7],
      [NaN, NaN],
    ] as const;
    const ofNumbers = rangesOf((draw) => draw + 0.5, ends);
    [
      [0.4, 1],
      [0, 0.4],
      [0.4, 0.7],
      [0.4, 0.4],
    ].forEach(([from, to], k) => check(ofNumbers[k]!, from!, to!));
    const ofCounts = rangesOf((draw) => draw, ends);
    [
      [0.5, 1],
      [0, 0.5],
      [0.5, 0.8],
      [0.4, 0.5],
    ].forEach(([from, to], k) => check(ofCounts[k]!, from!, to!));
  });

  test("is refused with ends of other observations", () => {
    const within = { lower: y.slice(1), upper: y };
    expect(() => looPit(expected, y, logLikelihood, { within })).toThrow(
      "12 observed responses are needed, there are 11",
    );
  });

  test("of an observation without replicates is NaN, and others are not touched by it", () => {
    const columns = Array.from(y, () => theta);
    const broken = [theta.map(() => NaN), ...columns.slice(1)];
    const { values } = looPit(pointwiseOf(broken, 4), y, logLikelihood);
    expect(values[0]).toBeNaN();
    expect(values.subarray(1)).toEqual(looPit(pointwiseOf(columns, 4), y, logLikelihood).values.subarray(1));
  });
});

describe("R²", () => {
  // Two draws of three observations.
  const fitted = pointwiseOf([Float64Array.of(1, 2), Float64Array.of(2, 2), Float64Array.of(3, 2)], 1);

  test("by draw is the variance of the fit over itself plus that of the residuals", () => {
    expect([...bayesR2(fitted, Float64Array.of(3, 3))]).toEqual([0.25, 0]);
    // Residuals of the first draw are 0, 0, 3 with variance 3; of the second -1, 0, 4 with variance 7.
    expect([...residualR2(fitted, Float64Array.of(1, 2, 6))]).toEqual([0.25, 0]);
  });

  test("is refused without a variance for each draw, or for one observation", () => {
    expect(() => bayesR2(fitted, Float64Array.of(1))).toThrow("a residual variance for each of 2 draws, there are 1");
    expect(() => bayesR2(pointwiseOf([theta], 4), theta)).toThrow("at least 2 observations, there are 1");
    expect(() => residualR2(fitted, y)).toThrow("3 expected responses with as many observed ones, there are 12");
  });

  test("without the observation is at most 0 for a model of a mean, and repeats with its seed", () => {
    const r2 = looR2(expected, y, logLikelihood, { seed: "1", samples: 500 });
    // y - mean of the others = (y - mean of all) n/(n - 1).
    expect(r2.value).toBeCloseTo(1 - (n / (n - 1)) ** 2, 1);
    expect(r2.draws).toHaveLength(500);
    expect(Math.max(...r2.draws)).toBeLessThan(0.05);
    expect(looR2(expected, y, logLikelihood, { seed: "1", samples: 500 })).toEqual(r2);
    expect(() =>
      looR2(
        expected,
        y.map(() => 1),
        logLikelihood,
        { seed: "1" },
      ),
    ).toThrow("this one is constant");
  });
});
