/** A pooled analysis beside one with groups: standard errors, design effects, and what is said of them. */
import { beforeAll, describe, expect, it } from "vitest";

import type { Posterior } from "../../../engine/core/Posterior.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { stream } from "../../../engine/random/stream.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { iccDrawsOf } from "../../../models/glmm/icc/icc.js";
import { fittedGlmm } from "../../../models/glmm/FittedGlmm.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { designEffect, type DesignEffect } from "../../../src/workflows/designEffect.js";
import { designEffectText } from "../../../src/workflows/designEffectText.js";

const [classes, pupils] = [16, 8];
const rng = stream("4", "classes");
const ofClass = Array.from({ length: classes }, () => 1.2 * rng.normal());
const rows = Array.from({ length: classes * pupils }, (_, row) => row);
const method = rows.map((row) => (Math.floor(row / pupils) % 2 ? "new" : "old"));
const age = rows.map((row) => (row % pupils) - 3.5);
const score = rows.map(
  (row) => 5 + (method[row] === "new" ? 0.6 : 0) + 0.3 * age[row]! + ofClass[Math.floor(row / pupils)]! + rng.normal(),
);
const table = tableFromColumns({ score, method, age, class: rows.map((row) => `c${Math.floor(row / pupils)}`) });
const model = glmm("score ~ method + age + (1 | class)", { factors: { method: ["old", "new"] } });
const short = { seed: 1, chains: 2, draws: 1000, workers: 0 };

let posterior: Posterior;
let answer: DesignEffect;

beforeAll(async () => {
  posterior = await fit(model, table, short, node);
  answer = await designEffect(posterior, {}, node);
}, 60000);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const rowOf = (name: string) => answer.coefficients.find(({ coefficient }) => coefficient === name)!;

describe("designEffect", () => {
  it("fits the model without groups, whose standard deviations are those of least squares", () => {
    // Method is balanced and age orthogonal to it: the error of its difference is 2 s/√n.
    const predicted = (name: string) => mean(score.filter((_, row) => method[row] === name));
    const slope = mean(score.map((y, row) => y * age[row]!)) / mean(age.map((x) => x * x));
    const residuals = score.map((y, row) => y - predicted(method[row]!) - slope * age[row]!);
    const s = Math.sqrt(residuals.reduce((sum, e) => sum + e * e, 0) / (rows.length - 3));
    // Of 2000 draws a standard deviation is known to 2 %; the default priors are wide.
    expect(rowOf("methodnew").pooled.sd / ((2 * s) / Math.sqrt(rows.length))).toBeCloseTo(1, 1);
    expect(answer.pooled.draws.names).toEqual(["b_Intercept", "b_methodnew", "b_age", "sigma"]);
    expect(answer.groups).toEqual(["class"]);
  });

  it("finds Kish's design effect for what is the same in a class, and less than 1 for what varies within", () => {
    const [kish] = answer.kish;
    expect(kish).toMatchObject({ group: "class", levels: classes, clusterSize: pupils });
    const { adjusted } = iccDrawsOf(fittedGlmm(posterior)).rows[0]!;
    expect(kish!.designEffect.mean).toBeCloseTo(1 + (pupils - 1) * mean([...adjusted]), 12);
    // The posterior of few classes is wider than a plug-in of the correlation says, by some tenths.
    expect(rowOf("methodnew").designEffect / kish!.designEffect.median).toBeGreaterThan(0.8);
    expect(rowOf("methodnew").designEffect / kish!.designEffect.median).toBeLessThan(1.5);
    expect(rowOf("age").designEffect).toBeLessThan(1);
    expect(rowOf("age").effectiveRows).toBeGreaterThan(rows.length);
  });

  it("says what a pooled analysis would have claimed", () => {
    const { pooled, mixed } = rowOf("methodnew");
    expect([pooled.excludes0, mixed.excludes0]).toEqual([true, false]);
    const text = designEffectText(answer, { width: 110 });
    expect(text).toMatch(/^coefficient +pooled ± sd +with groups ± sd +inflation +design effect +rows worth/);
    expect(text.replace(/\s+/g, " ")).toContain("A pooled analysis would have claimed an effect of methodnew");
    expect(text).not.toContain("averaged over groups");
  });

  it("refuses models without groups, groups that there are not, and options that nobody knows", async () => {
    await expect(designEffect(answer.pooled, {}, node)).rejects.toThrow(
      "the model has no groups, so that it is the pooled one already",
    );
    await expect(designEffect(posterior, { group: "clas" }, node)).rejects.toThrow(
      'unknown group "clas", did you mean "class"',
    );
    await expect(designEffect(posterior, { grup: "class" } as object, node)).rejects.toThrow(/unknown option "grup"/);
  });
});
