/** Marginal means, contrasts and slopes against those of emmeans at the same draws. */
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../../engine/data/table.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { drawSummary } from "../../../../models/glmm/groups/DrawSummary.js";
import {
  contrasts,
  contrastsText,
  marginalMeans,
  meansText,
  slopes,
  type ContrastsOptions,
  type MeansOptions,
} from "../../../../models/glmm/means/index.js";
import { linpredOf } from "../../../../models/glmm/prediction/linpred.js";
import { posteriorOf } from "./posteriorOf.js";

interface Answer {
  readonly names: readonly string[];
  /** One list a row. */
  readonly draws: Readonly<Record<string, readonly number[]>>;
}

const reference = JSON.parse(
  readFileSync(new URL("../../../reference/means/values.json", import.meta.url), "utf8"),
) as {
  readonly data: Readonly<Record<string, (number | string)[]>>;
  readonly coefficients: readonly string[];
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly slopes: {
    readonly coefficients: Readonly<Record<string, number>>;
    readonly arm: readonly number[];
    readonly pairwise: readonly number[];
  };
};

const table = tableFromColumns(reference.data);
/** R's name of a coefficient as ours. */
const ours = (name: string) => `b_${name.replace("(Intercept)", "Intercept").replace("I(x^2)", "IxE2")}`;
const draws = Object.fromEntries(
  reference.coefficients.map((name, k) => [ours(name), Object.values(reference.draws)[k]!]),
);
const formula = "y ~ arm * sex + site + x + I(x^2) + arm:x";
const posterior = posteriorOf(formula, table, { family: "bernoulli" }, draws);

/** Sums of some ten products of numbers about 1. */
const digits = 11;

function expectRows(
  rows: readonly { readonly mean: number; readonly sd: number; readonly "q2.5": number }[],
  answer: Answer,
): void {
  const lists = Object.values(answer.draws);
  expect(rows).toHaveLength(lists.length);
  rows.forEach((row, k) => {
    const summary = drawSummary(lists[k]!);
    for (const name of ["mean", "sd", "q2.5"] as const) {
      expect(row[name], `${answer.names[k]}: ${name}`).toBeCloseTo(summary[name], digits);
    }
  });
}

const { answers } = reference;

describe("marginalMeans are those of emmeans", () => {
  it.each<[string, string | string[], MeansOptions, keyof typeof answers]>([
    ["averaged over other factors alike", "arm", {}, "arm"],
    ["averaged in proportion to combinations", "arm", { weights: "proportional" }, "armProportional"],
    ["at values of a number", ["x", "arm"], { at: { x: [1, 3] } }, "armAt"],
    ["over some levels of a factor", "arm", { at: { site: ["s1", "s3"] }, weights: "proportional" }, "armSite"],
    ["with the mean predictor transformed", "arm", { scale: "response" }, "armResponse"],
    ["with responses averaged", "arm", { scale: "response", average: "response" }, "armResponseAveraged"],
  ])("%s", (_, names, options, key) => {
    expectRows(marginalMeans(posterior, names, options).rows, answers[key]!);
  });

  it("within the levels of another factor", () => {
    // emmeans has the levels of arm within those of sex.
    const { rows } = marginalMeans(posterior, "sex", { by: "arm" });
    expect(rows.map(({ name }) => name)).toEqual(["f, a", "f, b", "f, c", "m, a", "m, b", "m, c"]);
    expectRows(rows, answers["armBySex"]!);
  });
});

describe("contrasts are those of emmeans", () => {
  it.each<[string, string, ContrastsOptions, keyof typeof answers]>([
    ["pairwise, within another factor", "arm", { by: "sex" }, "pairwise"],
    ["against a reference", "arm", { reference: "b" }, "reference"],
    ["of consecutive levels", "arm", { method: "sequential" }, "sequential"],
    ["against the mean of all", "arm", { method: "mean" }, "mean"],
    ["with weights of one's own", "arm", { method: { "b and c": [-1, 0.5, 0.5] } }, "custom"],
    ["of probabilities", "arm", { scale: "response" }, "riskDifference"],
  ])("%s", (_, names, options, key) => {
    expectRows(contrasts(posterior, names, options).rows, answers[key]!);
  });

  it("of contrasts, for an interaction", () => {
    const { rows } = contrasts(posterior, "arm:sex", { interaction: true });
    expect(rows.map(({ contrast }) => contrast)).toEqual([
      "(a - b) : (f - m)",
      "(a - c) : (f - m)",
      "(b - c) : (f - m)",
    ]);
    expectRows(rows, answers["interaction"]!);
  });

  it("with odds ratios that are e to their quantiles", () => {
    for (const { ratio, median, ...row } of contrasts(posterior, "arm").rows) {
      expect(ratio!.median).toBeCloseTo(Math.exp(median), 12);
      expect(ratio!["q2.5"]).toBeCloseTo(Math.exp(row["q2.5"]), 12);
      expect(ratio!["q97.5"]).toBeCloseTo(Math.exp(row["q97.5"]), 12);
    }
    for (const row of contrasts(posterior, "arm", { scale: "response" }).rows) expect(row.ratio).toBeUndefined();
  });
});

describe("slopes", () => {
  const { coefficients } = reference.slopes;
  const linear = posteriorOf(
    "y ~ arm * sex + x + arm:x",
    table,
    {},
    {
      ...Object.fromEntries(Object.entries(coefficients).map(([name, value]) => [ours(name), [value]])),
      sigma: [1],
    },
  );

  // Differences of predictors about 1 over steps of some 1e-3, here and in R.
  it("by factor, and their differences, are those of emtrends", () => {
    const { rows } = slopes(linear, "x", { by: "arm" });
    rows.forEach(({ mean }, k) => expect(mean).toBeCloseTo(reference.slopes.arm[k]!, 9));
    contrasts(linear, "arm", { slope: "x" }).rows.forEach(({ mean }, k) =>
      expect(mean).toBeCloseTo(reference.slopes.pairwise[k]!, 9),
    );
  });

  it("of a square are its derivative, at the values asked for", () => {
    const { rows } = slopes(posterior, "x", { by: ["arm", "x"], at: { x: [0, 2] } });
    expect(rows.map(({ name }) => name)).toEqual(["a, 0", "a, 2", "b, 0", "b, 2", "c, 0", "c, 2"]);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const b = (name: string) => mean(draws[`b_${name}`]!);
    expect(rows[1]!.mean).toBeCloseTo(b("x") + 4 * b("IxE2"), 9);
    expect(rows[4]!.mean).toBeCloseTo(b("x") + b("armc:x"), 9);
  });

  it("of a response are those of its curve", () => {
    const { rows } = slopes(posterior, "x", {
      scale: "response",
      by: "arm",
      at: { sex: "f", site: "s1", x: 1 },
      draws: [3],
    });
    const b = (name: string) => draws[`b_${name}`]![3]!;
    const p = 1 / (1 + Math.exp(-(b("Intercept") + b("x") + b("IxE2"))));
    // The error of a central difference is some h² = 1e-7 times the third derivative.
    expect(rows[0]!.mean).toBeCloseTo(p * (1 - p) * (b("x") + 2 * b("IxE2")), 6);
  });

  it("of a factor are refused", () => {
    expect(() => slopes(posterior, "arm")).toThrow(
      '"arm" is a factor, which has no slope: ask for contrasts of its levels.',
    );
  });
});

describe("means over the population of groups", () => {
  const grouped = tableFromColumns({ ...reference.data, g: reference.data["y"]!.map((_, row) => `g${row % 4}`) });
  const made = (family: string, more: Readonly<Record<string, readonly number[]>>) =>
    posteriorOf(
      "y ~ arm + x + (1 + x | g)",
      grouped,
      { family },
      {
        ...{ b_Intercept: [0.2, -1], b_armb: [1, 0.5], b_armc: [-0.4, 0.3], b_x: [0.3, -0.1] },
        ...{ sd_g__Intercept: [0.5, 1.2], sd_g__x: [0.3, 0.1], cor_g__Intercept__x: [-0.4, 0.2], ...more },
      },
    );

  it("of counts are e to the predictor and half the variance of its effects, slopes included", () => {
    const counts = made("poisson", {});
    const options = { scale: "response", groups: "averaged", at: { x: [2] } } as const;
    const [a] = marginalMeans(counts, "arm", { ...options, draws: [0] }).rows;
    const variance = 0.25 + 4 * 0.09 + 2 * 2 * -0.4 * 0.5 * 0.3;
    expect(a!.mean).toBeCloseTo(Math.exp(0.2 + 0.6 + variance / 2), 10);
  });

  it("of probabilities by probit are those of the widened normal law", () => {
    const probit = made("bernoulli(probit)", {});
    const options = { scale: "response", groups: "averaged", at: { x: [0] }, draws: [1] } as const;
    const [a] = marginalMeans(probit, "arm", options).rows;
    // E Φ(η + s z) = Φ(η/√(1 + s²)); Φ(-1/√2.44) by R's pnorm.
    expect(a!.mean).toBeCloseTo(0.2610263619, 8);
  });

  it("are refused on the scale of the link", () => {
    expect(() => marginalMeans(made("poisson", {}), "arm", { groups: "averaged" })).toThrow(
      'averaging over groups is of expected responses: ask with scale "response" and average "response".',
    );
  });
});

describe("responses with a predictor for each category", () => {
  const trips = tableFromColumns({ by: ["bus", "car", "walk", "car"], x: [0, 1, 2, 3], g: ["a", "b", "a", "b"] });
  const given = {
    ...{ b_mucar_Intercept: [0.5, 0.7], b_mucar_x: [0.25, 0.5], b_mucar_gb: [1, 2] },
    ...{ b_muwalk_Intercept: [0, 0], b_muwalk_x: [-1, -2], b_muwalk_gb: [0, 0] },
  };
  const made = posteriorOf("by ~ x + g", trips, { family: "categorical" }, given);

  it("are asked about one predictor at a time", () => {
    expect(slopes(made, "x", { parameter: "mucar" }).rows[0]!.mean).toBeCloseTo(0.375, 8);
    expect(slopes(made, "x", { parameter: "muwalk" }).rows[0]!.mean).toBeCloseTo(-1.5, 8);
    const [compared] = contrasts(made, "g", { parameter: "mucar", reference: "a" }).rows;
    expect(compared!.mean).toBeCloseTo(1.5, digits);
    expect(compared!.ratio!.median).toBeCloseTo(Math.exp(1.5), 8);
    expect(marginalMeans(made, "g", { parameter: "muwalk" }).rows).toHaveLength(2);
  });

  it("name the predictors to choose from, and have no probability by one of them", () => {
    const choose =
      'the response has several predictors (mucar, muwalk): choose one with --parameter mucar (in TypeScript parameter: "mucar").';
    expect(() => slopes(made, "x")).toThrow(choose);
    expect(() => contrasts(made, "g")).toThrow(choose);
    expect(() => marginalMeans(made, "g")).toThrow(choose);
    expect(() => marginalMeans(made, "g", { parameter: "mucar", scale: "response" })).toThrow(
      /categorical has a probability for each category and no one response/,
    );
    expect(() => linpredOf(fittedGlmm(made), { parameter: "mucar", transform: true })).toThrow(
      "mucar alone determines no probability, which takes the predictors of all categories: ask epred for probabilities.",
    );
  });
});

describe("answers in words", () => {
  it("name what was averaged over and held", () => {
    const text = meansText(marginalMeans(posterior, "arm"), { width: 90 }).replace(/\s+/g, " ");
    expect(text).toContain("Means on the scale of the link (logit).");
    expect(text).toContain("Averaged over sex, site, every combination alike.");
    expect(text).toContain("Held: x 1.8487.");
    const compared = contrastsText(contrasts(posterior, "arm", { by: "sex" }), { width: 120 });
    expect(compared).toMatch(/^contrast +mean +sd +2\.5% +50% +97\.5% +P\(>0\) +odds ratio \(95%\)/);
    expect(compared).toContain("sex m: b - c");
  });

  it.each<[() => unknown, RegExp]>([
    [
      () => marginalMeans(posterior, "arms"),
      /unknown predictor "arms", did you mean "arm"; the predictors are arm, sex, site, x/,
    ],
    [() => marginalMeans(posterior, []), /marginalMeans needs a predictor/],
    [
      () => marginalMeans(posterior, "arm", { at: { arm: ["a", "d"] } }),
      /at of "arm" is "d", which is none of its levels/,
    ],
    [() => marginalMeans(posterior, "arm", { at: { x: ["one"] } }), /at of "x" must be numbers/],
    [
      () => marginalMeans(posterior, "arm", { at: { z: [1, 2] } }),
      /at has several values of "z", which is no predictor/,
    ],
    [() => marginalMeans(posterior, "arm", { scale: "log" as "link" }), /scale must be "link" or "response"/],
    [() => contrasts(posterior, "x"), /there is nothing to compare "1\.8487"/],
    [() => contrasts(posterior, "arm", { reference: "d" }), /the reference "d" is none of the levels/],
    [() => contrasts(posterior, "arm", { method: { odd: [1, -1] } }), /the contrast "odd" needs 3 numbers/],
    [() => contrasts(posterior, "arm", { interaction: true }), /an interaction is of two predictors/],
    [() => contrasts(posterior, "arm", { method: "all" as "mean" }), /method must be "pairwise"/],
  ])("say what is wrong: %#", (ask, message) => {
    expect(ask).toThrow(message);
  });
});
