import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { uniform } from "../../../../engine/distributions/uniform.js";
import { absoluteEffects } from "../../../../models/meta/answers/absoluteEffects.js";
import { numberNeeded } from "../../../../models/meta/answers/numberNeeded.js";
import { events, madeFit, madeNetwork } from "./madeNetwork.js";

const { ordered } = JSON.parse(
  readFileSync(new URL("../../../reference/answers/values.json", import.meta.url), "utf8"),
) as { ordered: number[] };

const study = { name: "one", arms: [[1, events(3, 10)], [2, events(4, 10)]] } as const; // prettier-ignore
const network = madeNetwork(["A", "B", "C"], [study]);
const logit = (p: number) => Math.log(p / (1 - p));
const fitted = madeFit(network, {
  "d[B]": [Math.log(2), Math.log(2)],
  "d[C]": [Math.log(0.5), Math.log(0.25)],
  "mu[one]": [logit(0.5), logit(0.4)],
});

describe("absoluteEffects", () => {
  it("are probabilities at the baseline, with risk differences, risk ratios and odds ratios", () => {
    const made = absoluteEffects(fitted, { baseline: [logit(0.2), logit(0.2)] });
    expect(made.measure).toBe("probability");
    // Odds of ¼, doubled: ½, a probability of 1/3; halved 1/9, quartered 1/17.
    expect(made.absolute.map(({ treatment, mean }) => [treatment, Math.round(mean * 1e9) / 1e9])).toEqual([
      ["A", 0.2],
      ["B", 0.333333333],
      ["C", Math.round((1e9 * (1 / 9 + 1 / 17)) / 2) / 1e9],
    ]);
    const [b] = made.comparisons;
    expect(b!.difference.q50).toBeCloseTo(1 / 3 - 0.2, 12);
    expect(b!.ratio!.q50).toBeCloseTo(5 / 3, 12);
    expect(b!.odds_ratio!.q50).toBeCloseTo(2, 12);
    expect(b!.number_needed).toBeNull();
  });

  it("take the baseline of another treatment, of a response, and of a study", () => {
    const response = absoluteEffects(fitted, { baseline: [1 / 3, 1 / 3], scale: "response", baselineTreatment: "B" });
    expect(response.absolute[0]!.mean).toBeCloseTo(0.2, 12);
    expect(response.reference).toBe("B");
    const ofStudy = absoluteEffects(fitted, { baseline: { study: "one" }, reference: "A" });
    expect(ofStudy.baseline.treatment).toBe("B");
    expect(ofStudy.absolute[1]!.mean).toBeCloseTo(0.45, 12);
    expect(ofStudy.comparisons.map(({ from, to }) => from + to)).toEqual(["AB", "AC"]);
  });

  it("draw the baseline from a law by the seed, as often as there are draws", () => {
    const count = 4000;
    const many = madeFit(madeNetwork(["A", "B"], []), { "d[B]": new Float64Array(count) });
    const of = (baseline: Parameters<typeof absoluteEffects>[1]["baseline"], seed = "3") =>
      absoluteEffects(many, { baseline, seed }).baseline.predictor;
    const normal = of({ kind: "normal", mean: -2.2, sd: 0.55 });
    // Four standard errors: 4 · 0.55/√4000, and 4/√8000 of the sd.
    expect(Math.abs(normal.mean + 2.2)).toBeLessThan(0.035);
    expect(Math.abs(normal.sd / 0.55 - 1)).toBeLessThan(0.045);
    expect(of({ kind: "normal", mean: -2.2, sd: 0.55 })).toEqual(normal);
    expect(of({ kind: "normal", mean: -2.2, sd: 0.55 }, "4").mean).not.toBe(normal.mean);
    expect(Math.abs(of(uniform(0, 1)).mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(of([1, 2]).mean - 1.5)).toBeLessThan((4 * 0.5) / Math.sqrt(count));
  });

  it("of hazards belong to a follow-up", () => {
    const hazards = madeFit(madeNetwork(["A", "B"], [], "binomial-cloglog"), { "d[B]": [Math.log(2)] });
    const made = absoluteEffects(hazards, { baseline: [Math.log(0.1)], time: 3 });
    expect(made.time).toBe(3);
    expect(made.absolute[0]!.q50).toBeCloseTo(1 - Math.exp(-0.3), 12);
    expect(made.absolute[1]!.q50).toBeCloseTo(1 - Math.exp(-0.6), 12);
    const response = absoluteEffects(hazards, { baseline: [1 - Math.exp(-0.3)], scale: "response", time: 3 });
    expect(response.absolute[1]!.q50).toBeCloseTo(1 - Math.exp(-0.6), 12);
    expect(() => absoluteEffects(fitted, { baseline: [0], time: 2 })).toThrow("leave the time out");
  });

  it("of ordered outcomes are probabilities of each category, compared by that of a category or a higher one", () => {
    const fit = madeFit(madeNetwork(["A", "B"], [], "ordered-probit"), { "d[B]": [0.3], "cut[2]": [0.7] });
    const made = absoluteEffects(fit, { baseline: [0], better: "higher" });
    const b = made.absolute.filter(({ treatment }) => treatment === "B");
    expect(b.map(({ category }) => category)).toEqual([1, 2, 3]);
    b.forEach(({ mean }, k) => expect(mean).toBeCloseTo(ordered[k]!, 10));
    expect(made.comparisons.map(({ at_least: least }) => least)).toEqual([2, 3]);
    // Φ(0.3) − Φ(0).
    expect(made.comparisons[0]!.difference.mean).toBeCloseTo(1 - ordered[0]! - 0.5, 10);
  });

  it("of rates and means have no odds ratios, and means no ratios", () => {
    const rates = madeFit(madeNetwork(["A", "B"], [], "poisson-log"), { "d[B]": [Math.log(2)] });
    const [rate] = absoluteEffects(rates, { baseline: [Math.log(0.1)], better: "lower" }).comparisons;
    expect(rate!.difference.mean).toBeCloseTo(0.1, 12);
    expect([rate!.odds_ratio, rate!.number_needed]).toEqual([null, null]);
    const means = madeFit(madeNetwork(["A", "B"], [], "normal-identity"), { "d[B]": [2] });
    const [mean] = absoluteEffects(means, { baseline: [10] }).comparisons;
    expect([mean!.difference.mean, mean!.ratio]).toEqual([2, null]);
  });

  it("say so where a risk ratio takes a probability above 1", () => {
    const risks = madeFit(madeNetwork(["A", "B"], [], "binomial-log"), { "d[B]": [Math.log(2), Math.log(4)] });
    const made = absoluteEffects(risks, { baseline: [Math.log(0.4), Math.log(0.4)] });
    expect(made.absolute[1]!.mean).toBeCloseTo(0.9, 12);
    expect(made.notes).toEqual(["up to 50 % of draws of a probability were above 1 and were taken for 1"]);
  });

  it("refuse what cannot be a baseline", () => {
    const of = (options: Parameters<typeof absoluteEffects>[1]) => () => absoluteEffects(fitted, options);
    expect(of({ baseline: [1.2], scale: "response" })).toThrow("must be between 0 and 1; it has 1.2");
    expect(of({ baseline: [] })).toThrow("give at least one");
    expect(of({ baseline: [NaN, 1] })).toThrow("no finite number");
    expect(of({ baseline: { kind: "normal", mean: 0, sd: -1 } })).toThrow("an sd of at least 0");
    expect(of({ baseline: { study: "two" } })).toThrow("the studies are one");
    expect(of({ baseline: { study: "one" }, baselineTreatment: "A" })).toThrow('is of "B", its first arm');
  });
});

describe("numberNeeded", () => {
  const spread = (low: number, high: number) =>
    Float64Array.from({ length: 1001 }, (_, i) => low + ((high - low) * i) / 1000);

  it("to benefit is the inverse of the risk difference where that is surely good", () => {
    // 2.5 % to 97.5 % of even draws from 0.04 to 0.24: 0.045 to 0.235.
    const needed = numberNeeded(spread(0.04, 0.24), "higher");
    expect(needed).toMatchObject({ kind: "NNTB", harm_limit: null, probability_benefit: 1 });
    expect(needed.q50).toBeCloseTo(1 / 0.14, 10);
    expect(needed.benefit_limit).toBeCloseTo(1 / 0.235, 10);
    expect(needed.far_limit).toBeCloseTo(1 / 0.045, 10);
    expect(needed.text).toBe("NNTB 8 (5 to 23)");
  });

  it("to harm is that of the other sign", () => {
    expect(numberNeeded(spread(0.04, 0.24), "lower").text).toBe("NNTH 8 (5 to 23)");
    expect(numberNeeded(spread(-0.24, -0.04), "lower").text).toBe("NNTB 8 (5 to 23)");
  });

  it("goes through infinity where the interval holds 0, and is then no single number", () => {
    // 2.5 % to 97.5 % of even draws from −0.1 to 0.3: −0.09 to 0.29.
    const needed = numberNeeded(spread(-0.1, 0.3), "higher");
    expect(needed).toMatchObject({ kind: null, q50: null, far_limit: null });
    expect(needed.text).toBe("NNTH 12 to ∞ to NNTB 4");
    expect(needed.probability_benefit).toBeCloseTo(0.75, 2);
  });
});
