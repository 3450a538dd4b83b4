import { describe, expect, it } from "vitest";
import type { Posterior } from "../../engine/core/Posterior.js";
import { drawPoisson } from "../../engine/distributions/draw/drawPoisson.js";
import { drawGamma } from "../../engine/distributions/draw/drawGamma.js";
import {
  cumulative,
  epred,
  glmm,
  logLikelihood,
  predict,
  zeroInflatedPoisson,
  type Predictions,
} from "../../models/index.js";
import { fit } from "../../src/index.js";
import { testRng } from "../engine/distributions/testRng.js";

const options = { seed: 1, chains: 2, warmup: 300, draws: 300, workers: 0 };

/** Whether the posterior is where the truth is, and tells something. */
function expectTruth({ draws: { names, chains } }: Posterior, name: string, truth: number, widest: number): void {
  const place = names.indexOf(name);
  expect(place, names.join()).toBeGreaterThanOrEqual(0);
  const all = chains.flatMap(({ values }) => Array.from(values).filter((_, i) => i % names.length === place));
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const sd = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length);
  // A right posterior is further off once in 16,000; the seed is fixed.
  expect(Math.abs(mean - truth), `${name}: ${mean} ± ${sd}`).toBeLessThan(4 * sd);
  expect(sd, name).toBeLessThan(widest);
}

describe("a fit of simulated responses recovers their truth", () => {
  it("for Poisson counts with zeros too many, more of them with x", async () => {
    const rng = testRng(31);
    const x = Array.from({ length: 400 }, () => rng.normal());
    const count = x.map((value) => {
      const inflated = rng.uniform() < 1 / (1 + Math.exp(1 - 0.8 * value));
      return inflated ? 0 : drawPoisson(rng, Math.exp(0.9 + 0.5 * value));
    });
    const model = glmm(["count ~ x", "zi ~ x"], { family: zeroInflatedPoisson() });
    const posterior = await fit(model, { count, x }, options);
    expectTruth(posterior, "b_Intercept", 0.9, 0.1);
    expectTruth(posterior, "b_x", 0.5, 0.1);
    expectTruth(posterior, "b_zi_Intercept", -1, 0.4);
    expectTruth(posterior, "b_zi_x", 0.8, 0.4);
  }, 120_000);

  it("for ordered categories of a latent number", async () => {
    const rng = testRng(32);
    const x = Array.from({ length: 400 }, () => rng.normal());
    const rating = x.map((value) => {
      const u = rng.uniform();
      const latent = 0.7 * value + Math.log(u / (1 - u));
      return 1 + [-1, 0.3, 1.5].filter((threshold) => latent > threshold).length;
    });
    const posterior = await fit(glmm("rating ~ x", { family: cumulative() }), { rating, x }, options);
    expectTruth(posterior, "b_x", 0.7, 0.15);
    expectTruth(posterior, "b_Intercept[1]", -1, 0.2);
    expectTruth(posterior, "b_Intercept[2]", 0.3, 0.2);
    expectTruth(posterior, "b_Intercept[3]", 1.5, 0.2);
  }, 120_000);
});

/** Row by row, the draws of each. */
const numbersOf = (made: Predictions): number[] => Array.from(made.blocks(), ({ values }) => Array.from(values)).flat();
const short = { seed: 1, chains: 1, warmup: 200, draws: 100, workers: 0 };

describe("a fit of several categories", () => {
  const rng = testRng(33);
  const rows = 150;
  const x = Array.from({ length: rows }, () => rng.normal());
  /** Slopes 0.9 of b and −0.6 of c, beside a. */
  const shares = x.map((value) => {
    const weights = [1, Math.exp(0.2 + 0.9 * value), Math.exp(-0.6 * value)];
    const whole = weights.reduce((sum, weight) => sum + weight);
    return weights.map((weight) => weight / whole);
  });
  const drawn = (row: number): number => {
    const u = rng.uniform();
    return u < shares[row]![0]! ? 0 : u < shares[row]![0]! + shares[row]![1]! ? 1 : 2;
  };

  /** Expected numbers of each category by row, which add up to `whole`, and finite log likelihoods by row. */
  function expectShapes(posterior: Posterior, whole: number): void {
    const expected = epred(posterior);
    expect([expected.rows, expected.drawCount]).toEqual([3 * rows, 100]);
    expect(expected.categories).toEqual({ names: ["a", "b", "c"], are: "rows" });
    const all = numbersOf(expected);
    expect(all).toHaveLength(3 * rows * 100);
    for (let cell = 0; cell < rows * 100; cell += 1) {
      const [row, draw] = [Math.floor(cell / 100), cell % 100];
      const three = [0, 1, 2].map((k) => all[(3 * row + k) * 100 + draw]!);
      expect(Math.min(...three)).toBeGreaterThan(0);
      expect(Math.abs(three[0]! + three[1]! + three[2]! - whole)).toBeLessThan(1e-9);
    }
    const densities = numbersOf(logLikelihood(posterior));
    expect(densities).toHaveLength(rows * 100);
    expect(densities.every(Number.isFinite)).toBe(true);
  }

  it("of one column finds the slope of each, expects their probabilities and predicts one of them", async () => {
    const choice = x.map((_, row) => ["a", "b", "c"][drawn(row)]!);
    const posterior = await fit(glmm("choice ~ x", { family: "categorical" }), { choice, x }, short);
    expectTruth(posterior, "b_mub_x", 0.9, 0.4);
    expectTruth(posterior, "b_muc_x", -0.6, 0.4);
    expectShapes(posterior, 1);
    const predicted = predict(posterior);
    expect([predicted.rows, predicted.categories]).toEqual([rows, { names: ["a", "b", "c"], are: "values" }]);
    expect([...new Set(numbersOf(predicted))].sort()).toEqual([1, 2, 3]);
  }, 120_000);

  it("of counts in columns finds the slope of each and expects as many of all as there are trials", async () => {
    const counts = x.map((_, row) => {
      const each = [0, 0, 0];
      for (let trial = 0; trial < 8; trial += 1) each[drawn(row)]! += 1;
      return each;
    });
    const [a, b, c] = [0, 1, 2].map((k) => counts.map((each) => each[k]!));
    const table = { a: a!, b: b!, c: c!, n: x.map(() => 8), x };
    const posterior = await fit(glmm("cbind(a, b, c) | trials(n) ~ x", { family: "multinomial" }), table, short);
    expectTruth(posterior, "b_mub_x", 0.9, 0.15);
    expectTruth(posterior, "b_muc_x", -0.6, 0.15);
    expectShapes(posterior, 8);
  }, 120_000);

  it("of shares in columns finds the slope of each and their precision", async () => {
    const parts = x.map((_, row) => {
      const amounts = shares[row]!.map((share) => drawGamma(rng, 30 * share));
      const whole = amounts.reduce((sum, amount) => sum + amount);
      return amounts.map((amount) => amount / whole);
    });
    const [a, b, c] = [0, 1, 2].map((k) => parts.map((each) => each[k]!));
    const posterior = await fit(glmm("cbind(a, b, c) ~ x", { family: "dirichlet" }), { a: a!, b: b!, c: c!, x }, short);
    expectTruth(posterior, "b_mub_x", 0.9, 0.1);
    expectTruth(posterior, "b_muc_x", -0.6, 0.1);
    expectTruth(posterior, "phi", 30, 5);
    expectShapes(posterior, 1);
  }, 120_000);
});
