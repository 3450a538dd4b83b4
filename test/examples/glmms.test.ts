import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { fit, glmm, readTable } from "poolwise";
import { summarise } from "poolwise/diagnostics";

import { readModels } from "../../bench/stan/models.js";
import { comparePosterior, disagreements, readReference, type ReferencePosterior } from "./agreement.js";

// `npm run check:agreement` does the same with all seven models of bench/stan, from the command line.
describe("GLMMs declared by formulas agree with Stan running brms's code", () => {
  it.each([
    { name: "cbpp", figures: 120 },
    { name: "sleepstudy", figures: 252 },
  ])("$name, in the means, sds and quantiles of all parameters and group-level effects", async ({ name, figures }) => {
    const [{ formula, family, priors, factors, data }] = readModels([name]) as [ReturnType<typeof readModels>[0]];
    const model = glmm(formula, { family, priors, factors });
    // So many that our own error is small beside that of the reference.
    const { draws } = await fit(model, await readTable(data), { seed: 1, workers: 0, draws: 4000 });
    const comparisons = comparePosterior(
      summarise(draws),
      readReference<ReferencePosterior>(`posteriors/${name}.json`),
    );
    expect(comparisons).toHaveLength(figures);
    expect(disagreements(comparisons)).toEqual([]);
  });
});

describe("effects of a gaussian GLMM", () => {
  interface Lme4 {
    readonly effects: readonly {
      readonly level: string;
      readonly coefficient: string;
      readonly mode: number;
      readonly sd: number;
    }[];
  }

  it("have lme4's conditional modes and sds when all else is held at lme4's estimates", async () => {
    // Estimates of test/reference/glmm/lme4.json; the intercept is that at the mean of 4.5 days.
    const priors = [
      "Intercept ~ normal(298.5079, 0.05)",
      "b ~ normal(10.467286, 0.01)",
      "sd[Subject,Intercept] ~ normal(25.05133, 0.05)",
      "sd[Subject,Days] ~ normal(5.9881718, 0.01)",
      "sigma ~ normal(25.565285, 0.05)",
    ];
    const table = await readTable("examples/sleep-deprivation/sleepstudy.csv");
    const { draws } = await fit(glmm("Reaction ~ Days + (Days || Subject)", { priors }), table, {
      seed: 1,
      workers: 0,
    });
    const ours = new Map(summarise(draws).map((row) => [row.variable, row]));
    const file = new URL("../reference/glmm/lme4.json", import.meta.url);
    const { effects } = (JSON.parse(readFileSync(file, "utf8")) as Record<string, Lme4>)["sleepstudy_uncorrelated"]!;
    expect(effects).toHaveLength(36);
    for (const { level, coefficient, mode, sd } of effects) {
      const row = ours.get(`r_Subject[${level},${coefficient}]`)!;
      // With 4.5 standard errors one of 150,000 comparisons strays by chance.
      expect(Math.abs(row.mean! - mode), `mean of ${level}, ${coefficient}`).toBeLessThan(4.5 * row.mcse_mean!);
      expect(Math.abs(row.sd! - sd), `sd of ${level}, ${coefficient}`).toBeLessThan(4.5 * row.mcse_sd!);
    }
  });
});
