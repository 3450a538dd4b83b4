import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../../engine/math/normalQuantile.js";
import type { Elpd } from "../../../diagnostics/loo/Elpd.js";
import { kfoldElpd } from "../../../diagnostics/loo/kfoldElpd.js";
import { loo } from "../../../diagnostics/loo/loo.js";
import { looCompare } from "../../../diagnostics/loo/looCompare.js";
import { pseudoBma } from "../../../diagnostics/loo/pseudoBma.js";
import { stacking } from "../../../diagnostics/loo/stacking.js";
import { waic } from "../../../diagnostics/loo/waic.js";
import { stream } from "../../../engine/random/stream.js";
import { normals } from "../draws.js";
import { distance, pointwiseOf, readColumns, readValues, type ExampleValues, type SchoolsValues } from "./reference.js";

const { compare } = readValues<ExampleValues>("example.json");
const densities = compare.lpd_point.map((values) => Float64Array.from(values));
const elpdOf = (values: Float64Array, more: Partial<Elpd> = {}): Elpd => ({ ...kfoldElpd({ elpd: values }), ...more });
const named = densities.map((values, k) => ({ name: `model${k + 1}`, result: elpdOf(values) }));

/** n independent normals about a mean. */
const scores = (seed: number, n: number, mean: number, sd = 1): Float64Array =>
  normals(seed, n).map((z) => mean + sd * z);

describe("looCompare meets R's loo 2.10", () => {
  test("on its example: order, differences, errors, probabilities and flags", () => {
    // Given in another order, so that the order is found.
    const { models } = looCompare([named[2], named[0], named[1]]);
    expect(models.map(({ name }) => name)).toEqual(compare.compare.map(({ model }) => model));
    compare.compare.forEach((expected, k) => {
      expect(distance(models[k].elpdDiff, expected.elpd_diff)).toBeLessThan(1e-8);
      expect(distance(models[k].seDiff, expected.se_diff)).toBeLessThan(1e-8);
      expect([models[k].diagDiff, models[k].diagElpd]).toEqual([expected.diag_diff, expected.diag_elpd]);
      if (expected.p_worse === "NA") expect(models[k]).not.toHaveProperty("pWorse");
      else expect(distance(models[k].pWorse!.value, expected.p_worse!)).toBeLessThan(1e-8);
    });
  });

  test("on the eight schools, where a k is too high", () => {
    const values = readValues<SchoolsValues>("eight-schools.json");
    const { models, warnings } = looCompare(
      ["centered", "non_centered"].map((name) => ({
        name,
        result: loo(pointwiseOf(readColumns(`${name}.csv.gz`), 4)),
      })),
    );
    values.compare.forEach((expected, k) => {
      expect(models[k].name).toBe(expected.model);
      expect(distance(models[k].elpdDiff, expected.elpd_diff)).toBeLessThan(1e-8);
      expect(distance(models[k].seDiff, expected.se_diff)).toBeLessThan(1e-8);
      expect([models[k].diagDiff, models[k].diagElpd]).toEqual([expected.diag_diff, expected.diag_elpd]);
      if (k === 1) expect(distance(models[k].pWorse!.value, expected.p_worse as number)).toBeLessThan(1e-8);
    });
    expect(models.map(({ highK }) => highK)).toEqual([1, 0]);
    expect(warnings.map(({ cause, variables }) => [cause, variables])).toEqual([["pareto_k", ["non_centered"]]]);
  });

  test("a difference of less than 4 in many observations is flagged as small, a larger one is not", () => {
    const a = scores(1, 400, -1, 0.5);
    const b = a.map((x, i) => x - 0.008 + (i % 2 === 0 ? 0.1 : -0.1));
    const c = a.map((x, i) => x - 0.1 + (i % 2 === 0 ? 0.1 : -0.1));
    const { models } = looCompare([a, b, c].map((values, k) => ({ name: `m${k}`, result: elpdOf(values) })));
    expect(models.map(({ diagDiff }) => diagDiff)).toEqual(["", "|elpd_diff| < 4", ""]);
    expect(models[1].elpdDiff).toBeCloseTo(-3.2, 10);
    expect(models[2].pWorse!.value).toBeGreaterThan(0.999);
  });
});

describe("models that cannot be compared are refused in words", () => {
  const a = { name: "a", result: elpdOf(scores(1, 20, -1)) };

  test.each([
    ["one model", [a], "one model is nothing to compare: give at least two"],
    ["two of one name", [a, a], 'two models are called "a": give each a name of its own'],
    [
      "different numbers of observations",
      [a, { name: "b", result: elpdOf(scores(1, 19, -1)) }],
      '"a" and "b" have 20 and 19 observations: fit both to the same rows',
    ],
    [
      "different responses",
      [
        { name: "a", result: { ...a.result, data: "1f" } },
        { name: "b", result: { ...a.result, data: "2e" } },
      ],
      '"a" and "b" have different responses',
    ],
    [
      "different things left out",
      [
        { name: "a", result: elpdOf(scores(1, 2, -1), { labels: ["row 1", "row 2"] }) },
        { name: "b", result: elpdOf(scores(2, 2, -1), { labels: ["row 1", "row 7"] }) },
      ],
      'observation 2 is "row 2" in "a" and "row 7" in "b"',
    ],
  ])("%s", (_, models, message) => {
    expect(() => looCompare(models)).toThrow(message);
  });
});

describe("what speaks against a comparison is said", () => {
  test("equal models have no probability, with the reason", () => {
    const result = elpdOf(scores(3, 200, -1));
    const { models } = looCompare([
      { name: "a", result },
      { name: "b", result },
    ]);
    expect(models[1]).toMatchObject({ elpdDiff: 0, diagDiff: "", pWorse: { value: NaN, reason: "equalModels" } });
  });

  test("a model whose elpd cannot be computed stands last, named", () => {
    const broken = scores(3, 200, -1).fill(NaN, 7, 8);
    const { models, warnings } = looCompare([
      { name: "broken", result: elpdOf(broken) },
      { name: "fine", result: elpdOf(scores(4, 200, -5)) },
    ]);
    expect(models.map(({ name }) => name)).toEqual(["fine", "broken"]);
    expect(models[1].pWorse).toEqual({ value: NaN, reason: "nonfinite" });
    expect(models[1].weight).toBeNaN();
    expect(warnings[0]).toMatchObject({ cause: "compare_missing", variables: ["broken"] });
  });

  test("different ways of leaving out are named", () => {
    const source = pointwiseOf(readColumns("example.csv.gz"), 2);
    const { warnings } = looCompare([
      { name: "a", result: loo(source, { relativeEfficiency: 1 }) },
      { name: "b", result: waic(source) },
    ]);
    expect(warnings.map(({ cause }) => cause)).toEqual(["compare_methods"]);
  });

  test("models may come as a record by name, or as a list without names; what is no result is refused", () => {
    const [a, b] = [elpdOf(scores(1, 200, -1)), elpdOf(scores(2, 200, -2))];
    const expected = looCompare([
      { name: "first", result: a },
      { name: "second", result: b },
    ]);
    expect(looCompare({ first: a, second: b })).toEqual(expected);
    expect(looCompare([b, a]).models.map(({ name }) => name)).toEqual(["model 2", "model 1"]);
    expect(looCompare([b, a]).models[1].elpdDiff).toBe(expected.models[1].elpdDiff);
    const promises = { first: Promise.resolve(a), second: b } as unknown as Record<string, typeof a>;
    expect(() => looCompare(promises)).toThrow(
      '"first" is no result of cross-validation: give what loo, waic or kfold',
    );
  });

  test("of an odd number of models the one above the middle is taken for the middle, as in R's loo", () => {
    // 13 models whose 6th leads the 7th by 2: seen from it, 7 models are at or above the median, its own included.
    const elpds = [30, 18, 16, 14, 12, 10, 8, 6, 4, 2, 1, 0.5, 0];
    const models = Object.fromEntries(
      elpds.map((value, k) => [`m${k}`, elpdOf(Float64Array.from({ length: 100 }, () => value / 100))]),
    );
    const from = elpds.slice(0, 7).map((value) => value - 10);
    const sd = Math.sqrt(from.reduce((sum, value) => sum + value * value, 0) / 7);
    const byChance = sd * normalQuantile(1 - 1 / 24);
    expect(20 <= byChance).toBe(false);
    expect(looCompare(models).warnings).toEqual([]);
    // Brought down to where it is ahead by no more than chance, it is told by how much: of the 6th, not of the 7th.
    const closer = { ...models, m0: elpdOf(Float64Array.from({ length: 100 }, () => 0.19)) };
    expect(looCompare(closer).warnings[0]!.text).toContain("by 9.0 over the one in the middle");
  });

  test("the best of 20 models that predict alike may be so by chance, one far ahead is not; of 11 nothing is said", () => {
    const alike = Array.from({ length: 20 }, (_, k) => ({ name: `m${k}`, result: elpdOf(scores(k + 1, 300, -1)) }));
    expect(looCompare(alike).warnings.map(({ cause }) => cause)).toEqual(["compare_chance"]);
    expect(looCompare(alike.slice(0, 11)).warnings).toEqual([]);
    const ahead = [...alike, { name: "best", result: elpdOf(scores(50, 300, -0.2)) }];
    expect(looCompare(ahead).warnings).toEqual([]);
  });
});

describe("stacking weights", () => {
  test("of R's example are met to the four digits to which its optimiser converges, and predict no worse", () => {
    const weights = stacking(densities);
    expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 14);
    compare.stacking.forEach((expected, k) => expect(weights[k]).toBeCloseTo(expected, 4));
    stacking(densities.slice(0, 2)).forEach((w, k) => expect(w).toBeCloseTo(compare.stacking12[k], 4));
    expect(score(densities, weights)).toBeGreaterThanOrEqual(score(densities, compare.stacking) - 1e-12);
  });

  test("of the eight schools' two parametrisations are met", () => {
    const [a, b] = ["non_centered", "centered"].map(
      (name) => loo(pointwiseOf(readColumns(`${name}.csv.gz`), 4)).pointwise.elpd,
    );
    const expected = readValues<SchoolsValues>("eight-schools.json").stacking;
    const weights = stacking([a, b]);
    // R lists the models in the order centred, not centred.
    [weights[1], weights[0]].forEach((w, k) => expect(Math.abs(w - expected[k])).toBeLessThan(1e-6));
  });

  test.each([2, 3, 5, 8, 15])("satisfy the conditions of an optimum for %i models of random densities", (models) => {
    for (const seed of [1, 2, 3]) {
      const rng = stream(String(seed), "stacking", models);
      const common = Float64Array.from({ length: 120 }, () => -2 + rng.normal());
      const elpd = Array.from({ length: models }, (_, k) => common.map((x) => x + 0.5 * rng.normal() - 0.02 * k));
      const weights = stacking(elpd);
      const gains = gainsOf(elpd, weights);
      // No model would add to the mixture, and those with weight all add the same.
      gains.forEach((gain, k) => {
        expect(gain).toBeLessThan(1 + 1e-10);
        expect(weights[k] * Math.abs(gain - 1)).toBeLessThan(1e-10);
        expect(weights[k]).toBeGreaterThanOrEqual(0);
      });
      expect(weights.some((w) => w > 0.01)).toBe(true);
    }
  });

  test("give a model that is best everywhere all, and equal models any, also where densities are far below doubles", () => {
    const a = scores(1, 50, -900);
    expect([...stacking([a.map((x) => x - 3), a])]).toEqual([0, 1]);
    const equal = stacking([a, a, a]);
    expect(equal.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 14);
    expect([...stacking([a])]).toEqual([1]);
    expect([...stacking([a, a.map(() => NaN)])]).toEqual([NaN, NaN]);
    expect(() => stacking([a, a.slice(1)])).toThrow("two of these have 50 and 49");
  });
});

describe("pseudo-BMA weights", () => {
  test("of R's example are met to 1e-8", () => {
    pseudoBma(densities).forEach((w, k) => expect(w).toBeCloseTo(compare.pseudobma_noBB[k], 8));
  });

  test("with the Bayesian bootstrap are less sure, sum to 1, and repeat with their seed alone", () => {
    const a = scores(1, 100, -1);
    const b = scores(2, 100, -1.05);
    const plain = pseudoBma([a, b]);
    const plus = pseudoBma([a, b], { seed: "1" });
    const surer = Math.max(...plain);
    expect(surer).toBeGreaterThan(0.9);
    expect(Math.max(...plus)).toBeLessThan(surer);
    expect(plus[0] + plus[1]).toBeCloseTo(1, 12);
    expect(pseudoBma([a, b], { seed: "1" })).toEqual(plus);
    expect(pseudoBma([a, b], { seed: "2" })).not.toEqual(plus);
  });

  test("of two models that differ by a constant are not touched by the bootstrap", () => {
    const a = scores(1, 40, -1);
    const both = [a, a.map((x) => x - 0.05)];
    const plain = pseudoBma(both);
    pseudoBma(both, { seed: "3", samples: 50 }).forEach((w, k) => expect(w).toBeCloseTo(plain[k], 12));
  });

  test("with the bootstrap are the mean of those of resampled observations", () => {
    // Two observations: the share of the first is uniform on (0, 1), so that the mean is an integral.
    const a = Float64Array.of(-1, -3);
    const b = Float64Array.of(-2, -2);
    const steps = 2000;
    let expected = 0;
    for (let i = 0; i < steps; i++) {
      const share = (i + 0.5) / steps;
      const difference = 2 * (share * (a[0] - b[0]) + (1 - share) * (a[1] - b[1]));
      expected += 1 / (1 + Math.exp(-difference)) / steps;
    }
    const [weight] = pseudoBma([a, b], { seed: "5", samples: 20000 });
    // Five standard errors of 20,000 samples with an sd below 0.3.
    expect(Math.abs(weight - expected)).toBeLessThan(0.011);
  });
});

describe("held-out densities of folds", () => {
  const full = pointwiseOf(readColumns("example.csv.gz"), 2);

  test("come to sums, errors and an effective number of parameters", () => {
    const source = loo(full);
    const record = kfoldElpd({ elpd: source.pointwise.elpd, mcse: source.pointwise.mcse, full });
    expect(record.method).toBe("kfold");
    expect(record.elpd).toEqual(source.elpd);
    expect(record.p.value).toBeCloseTo(source.p.value, 10);
    expect(record.p.se).toBeCloseTo(source.p.se, 10);
    expect(record.mcse.value).toBeCloseTo(source.mcse.value, 12);
    expect(record.warnings).toEqual([]);
  });

  test("without the full fit have no number of parameters, with the reason", () => {
    const record = kfoldElpd({ elpd: Float64Array.of(-1, -2) });
    expect(record.p).toEqual({ value: NaN, se: NaN, reason: "notKnown" });
    expect(record.mcse).toEqual({ value: NaN, reason: "notKnown" });
  });

  test("that are impossible are named, after what was wrong with the fits", () => {
    const record = kfoldElpd({
      elpd: Float64Array.of(-1, -Infinity, -2),
      labels: ["study 1", "study 2", "study 3"],
      warnings: [{ cause: "rhat", variables: [], text: "fold 2" }],
    });
    expect(record.elpd).toEqual({ value: NaN, se: NaN, reason: "nonfinite" });
    expect(record.warnings.map(({ cause }) => cause)).toEqual(["rhat", "kfold_nonfinite"]);
    expect(record.warnings[1].text).toMatch(/^1 of 3 observations \(33\.3 %\) would be impossible.*study 2/);
  });

  test("of a wrong length are refused", () => {
    expect(() => kfoldElpd({ elpd: Float64Array.of(-1), full })).toThrow("1 observations are needed");
  });
});

/** The mean log density of a mixture. */
function score(elpd: readonly Float64Array[], weights: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < elpd[0].length; i++) {
    sum += Math.log(elpd.reduce((part, values, k) => part + weights[k] * Math.exp(values[i]), 0));
  }
  return sum / elpd[0].length;
}

/** Derivatives of the mean log density with respect to each weight. */
function gainsOf(elpd: readonly Float64Array[], weights: ArrayLike<number>): number[] {
  const count = elpd[0].length;
  return elpd.map((values) => {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const mixed = elpd.reduce((part, other, k) => part + weights[k] * Math.exp(other[i]), 0);
      sum += Math.exp(values[i]) / mixed / count;
    }
    return sum;
  });
}
