import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { categorical } from "../../../engine/distributions/categorical.js";
import { dirichlet } from "../../../engine/distributions/dirichlet.js";
import { lkjCorrCholesky } from "../../../engine/distributions/lkjCorrCholesky.js";
import { multivariateNormal } from "../../../engine/distributions/multivariateNormal.js";
import { normal } from "../../../engine/distributions/normal.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { distributionOf } from "./reference.js";
import { testRng } from "./testRng.js";

const DRAWS = 20_000;
// Chance that a right sampler fails: 1e-7 a test, about 60 tests, seeds fixed.
const CHI_SQUARE_9 = 50.18;

const deciles = JSON.parse(
  readFileSync(new URL("../../reference/distributions/deciles.json", import.meta.url), "utf8"),
) as { law: string; parameters: Record<string, number>; deciles: number[] }[];

beforeAll(async () => void (await loadTensorflow()));

function chiSquare(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.reduce((sum, count, i) => {
    const expected = total * probabilities[i]!;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

function drawsOf(distribution: Distribution, seed: number): Float64Array {
  const rng = testRng(seed);
  return Float64Array.from({ length: DRAWS }, () => distribution.random(rng) as number);
}

describe("draws of continuous laws fall into R's deciles equally often", () => {
  it.each(deciles.map((row) => [row.law, row.parameters, row.deciles] as const))("%s %o", (law, parameters, cuts) => {
    const counts = new Array<number>(10).fill(0);
    for (const x of drawsOf(distributionOf(law, parameters), 1)) counts[cuts.filter((cut) => x > cut).length]! += 1;
    expect(chiSquare(counts, new Array<number>(10).fill(0.1))).toBeLessThan(CHI_SQUARE_9);
  });
});

describe("draws of discrete laws have the frequencies of their probabilities", () => {
  const cases: [string, Record<string, number>][] = [
    ["bernoulli", { probability: 0.3 }],
    ["bernoulli_logit", { logit: -1.2 }],
    ["binomial", { trials: 12, probability: 0.35 }],
    ["binomial", { trials: 12, probability: 0.9 }],
    ["binomial", { trials: 40, probability: 0.25 }],
    ["binomial", { trials: 1000, probability: 0.4 }],
    ["binomial", { trials: 100_000, probability: 0.7 }],
    ["binomial_logit", { trials: 60, logit: 0.4 }],
    ["poisson", { rate: 0.4 }],
    ["poisson", { rate: 9.9 }],
    ["poisson", { rate: 10 }],
    ["poisson", { rate: 250 }],
    ["poisson_log", { logRate: 3.1 }],
    ["negative_binomial", { mean: 3, shape: 0.4 }],
    ["negative_binomial", { mean: 80, shape: 12 }],
    ["negative_binomial_log", { logMean: 2, shape: 1.5 }],
  ];
  it.each(cases)("%s %o", (law, parameters) => {
    const distribution = distributionOf(law, parameters);
    const draws = drawsOf(distribution, 2);
    const largest = draws.reduce((a, b) => Math.max(a, b), 0);
    // Cells of neighbouring counts with about 5 % probability each; the last takes the tail.
    const [probabilities, lastCounts] = [[] as number[], [] as number[]];
    let [cell, total] = [0, 0];
    for (let k = 0; k <= largest && total < 0.95; k += 1) {
      cell += Math.exp(distribution.logDensity(k) as number);
      if (cell < 0.05) continue;
      probabilities.push(cell);
      lastCounts.push(k);
      [total, cell] = [total + cell, 0];
    }
    if (1 - total > 1e-9) probabilities.push(1 - total);
    const counts = new Array<number>(probabilities.length).fill(0);
    for (const x of draws) counts[lastCounts.filter((last) => x > last).length]! += 1;
    // 1e-7 quantile of chi-square by the cube-root approximation of Wilson and Hilferty.
    const df = counts.length - 1;
    const limit = df * (1 - 2 / (9 * df) + 5.2 * Math.sqrt(2 / (9 * df))) ** 3;
    expect(chiSquare(counts, probabilities)).toBeLessThan(limit);
  });
});

describe("draws of vectors", () => {
  const mean = [1, -2, 0.5];
  const covariance = [
    [2, 0.6, -0.3],
    [0.6, 1, 0.2],
    [-0.3, 0.2, 0.5],
  ];
  it.each([
    ["covariance", covariance],
    ["precision", undefined],
    ["cholesky", undefined],
  ] as const)("multivariate normal by %s has its mean and covariance", (kind, given) => {
    const matrix = given ?? (kind === "precision" ? invert(covariance) : lowerFactor(covariance));
    const distribution = multivariateNormal(mean, { [kind]: matrix } as never);
    const rng = testRng(3);
    const draws = Array.from({ length: DRAWS }, () => distribution.random(rng) as Float64Array);
    const average = mean.map((_, i) => draws.reduce((sum, x) => sum + x[i]!, 0) / DRAWS);
    average.forEach((m, i) => expect(Math.abs(m - mean[i]!)).toBeLessThan(5.4 * Math.sqrt(covariance[i]![i]! / DRAWS)));
    covariance.forEach((row, i) =>
      row.forEach((value, j) => {
        const sample = draws.reduce((sum, x) => sum + (x[i]! - mean[i]!) * (x[j]! - mean[j]!), 0) / DRAWS;
        const error = Math.sqrt((covariance[i]![i]! * covariance[j]![j]! + value * value) / DRAWS);
        expect(Math.abs(sample - value)).toBeLessThan(5.4 * error);
      }),
    );
  });

  it("dirichlet has its means and variances, and sums to 1 where gammas underflow", () => {
    const concentration = [0.4, 2, 5];
    const rng = testRng(4);
    const draws = Array.from({ length: DRAWS }, () => dirichlet(concentration).random(rng) as Float64Array);
    const total = 7.4;
    concentration.forEach((alpha, i) => {
      const expected = alpha / total;
      const variance = (expected * (1 - expected)) / (total + 1);
      const average = draws.reduce((sum, x) => sum + x[i]!, 0) / DRAWS;
      expect(Math.abs(average - expected)).toBeLessThan(5.4 * Math.sqrt(variance / DRAWS));
      const spread = draws.reduce((sum, x) => sum + (x[i]! - expected) ** 2, 0) / DRAWS;
      // The fourth moment of a beta is at most its range times the third: 4 standard errors of a bounded square.
      expect(Math.abs(spread - variance)).toBeLessThan(6 * Math.sqrt(variance / DRAWS) * 0.7);
    });
    const tiny = dirichlet([1e-3, 1e-3, 1e-3]).random(rng) as Float64Array;
    expect(tiny.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  it("categorical has the frequencies of its softmax", () => {
    const logits = [0, 1.2, -0.5, 700];
    const weights = logits.slice(0, 3).map(Math.exp);
    const total = weights.reduce((a, b) => a + b, 0);
    const counts = [0, 0, 0];
    for (const k of drawsOf(categorical(logits.slice(0, 3)), 5)) counts[k]! += 1;
    // 1e-7 quantile of chi-square with 2 degrees of freedom.
    expect(
      chiSquare(
        counts,
        weights.map((w) => w / total),
      ),
    ).toBeLessThan(32.3);
    expect(drawsOf(categorical(logits), 5).every((k) => k === 3)).toBe(true);
  });

  it.each([0.7, 1, 4])("LKJ with eta %d has beta distributed correlations of the right variance", (eta) => {
    const size = 4;
    const rng = testRng(6);
    const draws = Array.from({ length: DRAWS }, () => lkjCorrCholesky(size, eta).random(rng) as Float64Array);
    // Every correlation is 2 Beta(a, a) − 1 with a = eta + (size − 2)/2: variance 1/(2a + 1), fourth moment below.
    const a = eta + (size - 2) / 2;
    const variance = 1 / (2 * a + 1);
    const fourth = 3 / ((2 * a + 1) * (2 * a + 3));
    for (let i = 1; i < size; i += 1) {
      for (let j = 0; j < i; j += 1) {
        const correlations = draws.map((lower) => {
          let sum = 0;
          for (let k = 0; k <= j; k += 1) sum += lower[i * size + k]! * lower[j * size + k]!;
          return sum;
        });
        const first = correlations.reduce((sum, r) => sum + r, 0) / DRAWS;
        const second = correlations.reduce((sum, r) => sum + r * r, 0) / DRAWS;
        expect(Math.abs(first)).toBeLessThan(5.4 * Math.sqrt(variance / DRAWS));
        expect(Math.abs(second - variance)).toBeLessThan(5.4 * Math.sqrt((fourth - variance * variance) / DRAWS));
      }
    }
  });
});

it("the same seed gives the same draws", () => {
  const distribution = distributionOf("gamma", { shape: 0.3, rate: 2 });
  expect(drawsOf(distribution, 9)).toEqual(drawsOf(distribution, 9));
});

it("a draw with a tensor as parameter is refused in a person's words", () => {
  const tensor = { shape: [], dataId: {} } as never;
  expect(() => normal(tensor, 1).random(testRng(1))).toThrow(
    "a draw from normal needs its location as a number, not as a tensor.",
  );
});

function lowerFactor(matrix: number[][]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  }
  return lower;
}

/** By cofactors, of a 3 × 3 matrix. */
function invert(m: number[][]): number[][] {
  const minor = (i: number, j: number): number => {
    const [[a, b], [c, d]] = m.filter((_, r) => r !== i).map((row) => row.filter((_, s) => s !== j)) as [
      [number, number],
      [number, number],
    ];
    return (i + j) % 2 === 0 ? a * d - b * c : b * c - a * d;
  };
  const determinant = m[0]!.reduce((sum, x, j) => sum + x * minor(0, j), 0);
  return m.map((row, i) => row.map((_, j) => minor(j, i) / determinant));
}
