/** Coefficients as ratios: their names, and that their intervals are exponentiated quantiles. */
import { describe, expect, it } from "vitest";

import { normalQuantile } from "../../../../engine/math/normalQuantile.js";
import { quantileOfSorted } from "../../../../engine/math/quantileOfSorted.js";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName, LinkName } from "../../../../models/glmm/Family.js";
import type { Predictor } from "../../../../models/glmm/Frame.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { locationRatio } from "../../../../models/glmm/ratios/ratioKind.js";
import { ratiosOf } from "../../../../models/glmm/ratios/ratios.js";
import { ratiosText } from "../../../../models/glmm/ratios/ratiosText.js";
import { handMade, term } from "../groups/handMade.js";

/** As good as a normal posterior of these moments: its quantiles at equal steps. */
const normalDraws = (mean: number, sd: number, count = 4001) =>
  Float64Array.from({ length: count }, (_, d) => mean + sd * normalQuantile((d + 0.5) / count));

const b = normalDraws(0.35, 0.18);

function fitOf(family: FamilyName = "bernoulli", link: LinkName = "logit", groups = [term("g", ["a", "b"], [0, 1])]) {
  return handMade({
    ...{ family, link, groups },
    response: { values: [0, 1] },
    columns: { x: [0, 1], age: [30, 50] },
    draws: { b_Intercept: b.map(() => -1), b_x: b, b_age: b.map((value) => value / 10) },
  });
}

/** Three categories, whose parameters have names without blanks. */
function nominalFit(family: FamilyName) {
  const locations = ["mubycar", "muwalk"];
  const predictors = locations.map((parameter): Predictor => ({
    ...{ parameter, link: "logit", intercept: "centred", names: [`${parameter}_x`], means: new Float64Array(1) },
    columns: [Float64Array.of(0, 1, 2)],
  }));
  const fitted = handMade({
    ...{ family, link: "logit", groups: [], predictors },
    response: { values: [1, 2, 3], categories: ["bus", "by car", "walk"] },
    draws: { b_mubycar_x: b, b_muwalk_x: b.map((value) => -value) },
  });
  return { ...fitted, frame: { ...fitted.frame, locations } };
}

describe("ratios", () => {
  it("are none where discrimination differs from row to row", () => {
    const frame = { locations: ["mu"], predictors: [{ parameter: "mu" }, { parameter: "disc" }] } as never;
    const family = families.get("cumulative")!;
    expect(locationRatio({ family, link: linkOf("logit"), frame })).toBeUndefined();
    const alone = { locations: ["mu"], predictors: [{ parameter: "mu" }] } as never;
    expect(locationRatio({ family, link: linkOf("logit"), frame: alone })?.name).toBe("odds ratio");
  });

  it("of a coefficient .35 with standard error .18 are the textbook's 1.42 (1.00 to 2.02)", () => {
    const [x] = ratiosOf(fitOf()).rows;
    expect(x!.kind).toBe("odds ratio");
    expect(x!.ratio.toFixed(2)).toBe("1.42");
    expect(x!["q2.5"].toFixed(2)).toBe("1.00");
    expect(x!["q97.5"].toFixed(2)).toBe("2.02");
  });

  it("have the exponentiated quantiles of the draws for their ends", () => {
    const [x] = ratiosOf(fitOf()).rows;
    const sorted = b.slice().sort();
    for (const [name, p] of [
      ["q2.5", 0.025],
      ["ratio", 0.5],
      ["q97.5", 0.975],
    ] as const) {
      expect(x![name]).toBeCloseTo(Math.exp(quantileOfSorted(sorted, p)), 12);
    }
    expect(x!.pAbove1).toBe(b.filter((value) => value > 0).length / b.length);
  });

  it("are of as many units as asked for", () => {
    const age = ratiosOf(fitOf(), { per: { age: 10 } }).rows.find(({ coefficient }) => coefficient === "age")!;
    expect(age.per).toBe(10);
    expect(age.ratio).toBeCloseTo(Math.exp(0.35), 12);
    expect(age["q97.5"]).toBeCloseTo(Math.exp(quantileOfSorted(b.slice().sort(), 0.975)), 10);
    // A fall by a year turns the interval.
    const down = ratiosOf(fitOf(), { per: { age: -10 } }).rows[1]!;
    expect(down.ratio * age.ratio).toBeCloseTo(1, 12);
    expect(down["q2.5"]).toBeLessThan(down["q97.5"]);
  });

  it.each([
    ["bernoulli", "logit", "odds ratio"],
    ["binomial", "logit", "odds ratio"],
    ["beta", "logit", "odds ratio"],
    ["bernoulli", "cloglog", "hazard ratio"],
    ["poisson", "log", "rate ratio"],
    ["negbinomial", "log", "rate ratio"],
    ["gamma", "log", "ratio of means"],
    ["gaussian", "log", "ratio of means"],
    ["lognormal", "identity", "ratio of medians"],
    ["gaussian", "identity", undefined],
    ["bernoulli", "probit", undefined],
    ["poisson", "sqrt", undefined],
    ["gamma", "inverse", undefined],
  ] as const)("of %s with link %s are: %s", (family, link, name) => {
    const { frame } = fitOf();
    expect(locationRatio({ family: families.get(family)!, link: linkOf(link), frame })?.name).toBe(name);
  });

  it.each([
    ["categorical", "odds ratio", "the odds of a category against bus are multiplied by it"],
    ["multinomial", "odds ratio", "the odds of a category against bus are multiplied by it"],
    ["dirichlet", "ratio of shares", "the expected share of a category over that of bus is multiplied by it"],
    ["dirichlet_multinomial", "odds ratio", "the odds of a category against bus are multiplied by it"],
  ] as const)("of %s are of each category against the first, both by name", (family, kind, words) => {
    const answer = ratiosOf(nominalFit(family));
    expect(answer.rows.map(({ coefficient, category, against }) => [coefficient, category, against])).toEqual([
      ["x", "by car", "bus"],
      ["x", "walk", "bus"],
    ]);
    expect(answer.rows.map((row) => row.kind)).toEqual([kind, kind]);
    expect(answer.rows.map(({ ratio }) => ratio)).toEqual(
      [0.35, -0.35].map((log) => expect.closeTo(Math.exp(log), 10)),
    );
    const text = ratiosText(answer, { width: 100 });
    expect(text).toMatch(/^x, by car against bus +1\.42/m);
    expect(text).toMatch(/^x, walk against bus +0\.70/m);
    expect(text).toContain(words);
  });

  it("leave the intercept out unless asked, and say what it is not", () => {
    expect(ratiosOf(fitOf()).rows.map(({ coefficient }) => coefficient)).toEqual(["x", "age"]);
    const [intercept] = ratiosOf(fitOf(), { intercept: true }).rows;
    expect([intercept!.coefficient, intercept!.kind]).toEqual(["Intercept", "value at 0"]);
    expect(intercept!.ratio).toBeCloseTo(Math.exp(-1), 12);
  });

  it("are refused where effects add to the response, with what to ask instead", () => {
    expect(() => ratiosOf(fitOf("gaussian", "identity"))).toThrow(
      "coefficients of gaussian(identity) are no ratios, since they do not multiply: read them as they are (fixef), or compare means of the response (contrasts).",
    );
    expect(() => ratiosOf(fitOf(), { per: { agee: 10 } })).toThrow(
      /per names "agee", which is no coefficient, did you mean "age"/,
    );
    expect(() => ratiosOf(fitOf(), { parameter: "sigma" })).toThrow(/no formula is for "sigma"/);
  });

  it("are printed with what they are and what is held", () => {
    const text = ratiosText(ratiosOf(fitOf(), { per: { age: 10 } }), { width: 90 });
    expect(text).toMatch(/^coefficient +odds ratio +2\.5% +97\.5% +P\(>1\)/);
    expect(text).toMatch(/x +1\.42 +1\.00 +2\.02 +0\.97/);
    expect(text).toMatch(/age, per 10 +1\.42/);
    expect(text.replace(/\s+/g, " ")).toContain("the odds of a success are multiplied by it");
    expect(text.replace(/\s+/g, " ")).toContain("For equal effects of g");
    expect(ratiosText(ratiosOf(fitOf("poisson", "log", [])))).not.toContain("equal effects");
  });
});
