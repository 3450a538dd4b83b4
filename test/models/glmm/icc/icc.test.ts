/** Intraclass correlations and shares explained, against formulas in R at estimates of lme4 and glmmTMB. */
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../../engine/data/table.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { iccDrawsOf, summariseIcc } from "../../../../models/glmm/icc/icc.js";
import { r2ShareDrawsOf, summariseR2 } from "../../../../models/glmm/icc/r2.js";
import { iccText, r2Text } from "../../../../models/glmm/icc/shareTexts.js";
import type { Approximation } from "../../../../models/glmm/icc/ShareQuestionOptions.js";
import type { FamilyName, LinkName } from "../../../../models/glmm/Family.js";
import { shareDrawsOf } from "../../../../models/glmm/variance/shareDraws.js";
import { handMade, term, type HandMade } from "../groups/handMade.js";
import { posteriorOf } from "../means/posteriorOf.js";

interface Shares {
  readonly residual: number;
  readonly marginal: number;
  readonly conditional: number;
  readonly adjusted: number;
  readonly unadjusted: number;
}

interface Case {
  readonly name: string;
  readonly family: FamilyName;
  readonly link: LinkName;
  /** X b. */
  readonly predict: readonly number[];
  readonly group: readonly number[];
  /** The column of a slope. */
  readonly z: readonly number[] | null;
  readonly sd: readonly number[];
  readonly cor: number | null;
  readonly trials: readonly number[] | null;
  readonly aux: Readonly<Record<string, number>>;
  readonly fixed: number;
  readonly random: number;
  readonly by: Readonly<Record<string, Shares>>;
}

const { cases } = JSON.parse(readFileSync(new URL("../../../reference/icc/values.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

/** One draw, at the estimates. */
function fitOf({ family, link, predict, group, z, sd, cor, trials, aux }: Case) {
  const levels = [...new Set(group)].map(String);
  const index = group.map((level) => levels.indexOf(String(level)));
  const draws: Record<string, number> = {
    ...{ b_Intercept: 0, b_x: 1, sd_g__Intercept: sd[0]! },
    ...(z ? { sd_g__z: sd[1]!, cor_g__Intercept__z: cor! } : {}),
    ...aux,
    // What Bayesian R² asks for beside; none of it enters here.
    ...Object.fromEntries(levels.flatMap((level) => ["Intercept", "z"].map((name) => [`r_g[${level},${name}]`, 0]))),
  };
  // Any response will do, as all of these are of the model.
  const y = family === "gamma" || family === "lognormal" ? 1 : 0.5;
  return handMade({
    ...{ family, link },
    response: { values: predict.map(() => y), ...(trials ? { trials: Float64Array.from(trials) } : {}) },
    columns: { x: predict },
    groups: [term("g", levels, index, { Intercept: undefined, ...(z ? { z } : {}) })],
    draws: Object.fromEntries(Object.entries(draws).map(([name, value]) => [name, [value]])),
  });
}

const optionsOf = (how: string): { readonly approximation?: Approximation } =>
  how === "own" || how === "threshold" ? {} : { approximation: how as Approximation };

describe("icc and r2 at the estimates of lme4 and glmmTMB", () => {
  const all = cases.flatMap((one) =>
    Object.entries(one.by).map(([how, shares]) => [one.name, how, one, shares] as const),
  );

  // R's nested integrals are good to some 1e-9; everything else is a sum.
  it.each(all)("are those of Nakagawa's formulas in R: %s, %s", (_, how, one, shares) => {
    const fit = fitOf(one);
    const { rows, residual, fixed } = iccDrawsOf(fit, optionsOf(how));
    const { nakagawa } = r2ShareDrawsOf(fit, optionsOf(how));
    const [group] = rows;
    expect(fixed[0]! / one.fixed).toBeCloseTo(1, 9);
    expect(group!.variance[0]! / one.random).toBeCloseTo(1, 9);
    expect(residual[0]! / shares.residual).toBeCloseTo(1, 8);
    expect(group!.adjusted[0]).toBeCloseTo(shares.adjusted, 8);
    expect(group!.unadjusted[0]).toBeCloseTo(shares.unadjusted, 8);
    expect(nakagawa.marginal[0]).toBeCloseTo(shares.marginal, 8);
    expect(nakagawa.conditional[0]).toBeCloseTo(shares.conditional, 8);
  });

  it("are those that the package performance prints for sleepstudy", () => {
    // performance 0.10, help pages of icc() and r2_nakagawa(): 0.722, 0.521; 0.799, 0.279.
    const fit = fitOf(cases[0]!);
    const [group] = iccDrawsOf(fit).rows;
    expect(group!.adjusted[0]).toBeCloseTo(0.722, 3);
    expect(group!.unadjusted[0]).toBeCloseTo(0.521, 3);
    const { nakagawa } = r2ShareDrawsOf(fit);
    expect(nakagawa.conditional[0]).toBeCloseTo(0.799, 3);
    expect(nakagawa.marginal[0]).toBeCloseTo(0.279, 3);
  });
});

/** Four rows, two of each level of g, two draws. */
function small(more: Partial<HandMade> = {}) {
  return handMade({
    ...{ family: "poisson", link: "log", response: { values: [1, 0, 2, 4] }, columns: { x: [0, 1, 0, 1] } },
    groups: [term("g", ["a", "b"], [0, 0, 1, 1]), term("h", ["c", "d"], [0, 1, 0, 1])],
    ...more,
    draws: {
      ...{ b_Intercept: [0.5, 1], b_x: [0.3, -0.2], sd_g__Intercept: [0.5, 0.7], sd_h__Intercept: [0.4, 0.2] },
      ...{ sd_row__Intercept: [0.6, 0.3] },
      ...{ "r_g[a,Intercept]": [0.1, 0.2], "r_g[b,Intercept]": [0, -0.3] },
      ...Object.fromEntries(["1", "2", "3", "4"].map((row) => [`r_row[${row},Intercept]`, [0.1, -0.1]])),
      ...more.draws,
    },
  });
}

describe("icc", () => {
  it("has a row for each group and one for all, which is their sum", () => {
    const { rows } = iccDrawsOf(small());
    expect(rows.map(({ group }) => group)).toEqual(["g", "h", null]);
    const [g, h, all] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
    for (const d of [0, 1]) {
      expect(all.variance[d]).toBeCloseTo(g.variance[d]! + h.variance[d]!, 14);
      expect(all.adjusted[d]).toBeCloseTo(g.adjusted[d]! + h.adjusted[d]!, 14);
      // The data scale is no sum: what two effects make of a mean together is more than what each makes.
      expect(all.data[d]).toBeGreaterThan(g.data[d]! + h.data[d]!);
    }
  });

  it("has varianceShare's icc of the responses themselves", () => {
    const shares = shareDrawsOf(small()).rows;
    const { rows } = iccDrawsOf(small());
    for (const group of ["g", "h"]) {
      expect([...rows.find((row) => row.group === group)!.data]).toEqual([
        ...shares.find((row) => row.group === group)!.data.icc,
      ]);
    }
  });

  it("counts effects of single rows as residual, and has no row for them", () => {
    const rows = term("row", ["1", "2", "3", "4"], [0, 1, 2, 3]);
    const fit = small({ groups: [term("g", ["a", "b"], [0, 0, 1, 1]), rows] });
    const answer = iccDrawsOf(fit);
    expect(answer.rows.map(({ group }) => group)).toEqual(["g"]);
    expect([...answer.ofRows!]).toEqual([0.36, 0.09].map((x) => expect.closeTo(x, 14) as number));
    const [{ adjusted }] = answer.rows as [(typeof answer.rows)[0]];
    for (const d of [0, 1]) {
      const variance = [0.25, 0.49][d]!;
      expect(adjusted[d]).toBeCloseTo(variance / (variance + answer.ofRows![d]! + answer.residual[d]!), 14);
    }
    const { nakagawa, parts } = r2ShareDrawsOf(fit);
    for (const d of [0, 1]) {
      const total = parts.fixed[d]! + parts.random[d]! + parts.residual[d]!;
      expect(nakagawa.conditional[d]).toBeCloseTo(1 - parts.residual[d]! / total, 14);
    }
    expect(answer.notes.join()).toContain("Effects of row, one for each row");
  });

  it("leaves an offset out of what fixed effects explain, but takes the mean response with it", () => {
    const { frame } = small();
    const offset = Float64Array.of(0, 2, 0, 2);
    const predictors = [{ ...frame.predictors[0]!, offset }];
    const [without, given] = [iccDrawsOf(small()), iccDrawsOf(small({ predictors }))];
    expect([...given.fixed]).toEqual([...without.fixed]);
    expect(given.mean![0]).toBeGreaterThan(2 * without.mean![0]!);
  });

  it("refuses models whose rows share nothing, and groups that there are not", () => {
    expect(() => iccDrawsOf(small({ groups: [] }))).toThrow(/no two rows share an effect of a group on the mean/);
    expect(() => iccDrawsOf(small(), { group: "gg" })).toThrow(/unknown group "gg", did you mean "g"/);
    expect(() => iccDrawsOf(small(), { at: "row" as "rows" })).toThrow(/at must be "rows" or "averageRow"/);
  });

  it("is printed with what its numbers are", () => {
    const text = iccText(summariseIcc(iccDrawsOf(small())), { width: 100 });
    expect(text).toMatch(/^part +variance +adjusted \(95%\) +unadjusted \(95%\) +data \(95%\)/);
    expect(text).toContain("all groups");
    expect(text.replace(/\s+/g, " ")).toContain(
      "residual: ln(1 + variance/mean²) at the mean response over rows and effects",
    );
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe("r2", () => {
  it("has one share where there are no groups", () => {
    const { nakagawa, bayes, hasGroups } = r2ShareDrawsOf(small({ groups: [] }));
    expect(hasGroups).toBe(false);
    expect(nakagawa.conditional).toEqual(nakagawa.marginal);
    expect(bayes.conditional).toEqual(bayes.marginal);
    expect(r2Text(summariseR2(r2ShareDrawsOf(small({ groups: [] }))))).toContain("The model has no groups.");
  });

  it("says which scores ordered categories have", () => {
    const table = tableFromColumns({ y: ["low", "mid", "high", "mid"], x: [0, 1, 2, 3], g: ["a", "b", "a", "b"] });
    const options = { family: "cumulative", factors: { y: ["low", "mid", "high"] } } as const;
    const effects = { sd_g__Intercept: [1, 1], "r_g[a,Intercept]": [0.1, 0], "r_g[b,Intercept]": [0, 0.2] };
    const draws = { "b_Intercept[1]": [-1, -0.9], "b_Intercept[2]": [1, 1.1], b_x: [0.5, 0.4], ...effects };
    const answer = r2ShareDrawsOf(fittedGlmm(posteriorOf("y ~ x + (1 | g)", table, options, draws)));
    const said = "Bayesian: ordered categories are scored 1 to 3 (low to high), as if steps between them were equal";
    expect(answer.notes).toEqual([expect.stringContaining(said)]);
    expect(r2Text(summariseR2(answer), { width: 200 })).toContain(said);
  });
});
