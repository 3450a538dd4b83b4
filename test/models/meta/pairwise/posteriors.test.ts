import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { summarise } from "../../../../diagnostics/summarise.js";
import { meta, type MetaOptions } from "../../../../models/meta/pairwise/meta.js";
import { fit, parseCsv } from "../../../../src/index.js";
import type { TableInput } from "../../../../engine/data/tableOf.js";

interface Marginals {
  readonly mean: number[];
  readonly sd: number[];
}
interface Reference {
  readonly coefficients: Marginals & { readonly "q2.5": number[]; readonly "q97.5": number[] };
  readonly theta: Marginals;
  readonly parameters: Marginals;
}

const read = (name: string) => readFileSync(new URL(`../../../reference/pairwise/${name}`, import.meta.url), "utf8");
const posteriors = JSON.parse(read("posteriors.json")) as Record<string, Reference>;
const bcg = JSON.parse(read("bcg.json")) as { yi: number[]; vi: number[]; study: string[]; ablat: number[] };
const priors = ["mu ~ normal(0, 10)", "beta ~ normal(0, 10)", "tau ~ normal(0, 1)"];
const withoutBeta = priors.filter((prior) => !prior.startsWith("beta"));

/** Means within 4.5 Monte Carlo standard errors, of some 200 compared here; so deviations; ends of intervals within 0.12 deviations. */
async function agrees(options: MetaOptions, table: TableInput, name: string, coefficients: string[], scales: string[]) {
  const posterior = await fit(meta(options), table, { seed: 3, draws: 2000, workers: 0 });
  const rows = new Map(summarise(posterior.draws).map((row) => [row.variable, row]));
  const reference = posteriors[name]!;
  const thetas = [...rows.keys()].filter((variable) => variable.startsWith("theta["));
  const near = (variable: string, { mean, sd }: Marginals, k: number) => {
    const row = rows.get(variable)!;
    expect(Math.abs(row.mean! - mean[k]!) / row.mcse_mean!, `${variable} ${row.mean} ${mean[k]}`).toBeLessThan(4.5);
    expect(Math.abs(row.sd! - sd[k]!) / row.mcse_sd!, `sd of ${variable}`).toBeLessThan(4.5);
  };
  coefficients.forEach((variable, k) => {
    near(variable, reference.coefficients, k);
    for (const end of ["q2.5", "q97.5"] as const) {
      expect(Math.abs(rows.get(variable)![end]! - reference.coefficients[end][k]!)).toBeLessThan(
        0.12 * reference.coefficients.sd[k]!,
      );
    }
  });
  scales.forEach((variable, k) => near(variable, reference.parameters, k));
  expect(thetas).toHaveLength(reference.theta.mean.length);
  thetas.forEach((variable, k) => near(variable, reference.theta, k));
  return posterior;
}

describe("posteriors agree with numeric integration", () => {
  it("of a random-effects meta-analysis, with what studies shrink to", async () => {
    const table = { yi: bcg.yi, vi: bcg.vi, trial: bcg.study };
    const options = { variance: "vi", study: "trial", priors: withoutBeta };
    const posterior = await agrees(options, table, "bcg", ["mu"], ["tau"]);
    expect(posterior.draws.names.slice(0, 3)).toEqual(["mu", "tau", "theta[Aronson 1948]"]);
  });

  it("of a meta-regression, the moderator centred", async () => {
    const table = { yi: bcg.yi, sei: bcg.vi.map(Math.sqrt), ablat: bcg.ablat };
    const posterior = await agrees(
      { moderators: "~ ablat", priors },
      table,
      "bcgLatitude",
      ["mu", "beta[ablat]"],
      ["tau"],
    );
    expect(posterior.warnings).toEqual([]);
  });

  it("of three levels, schools nested in districts though their numbers repeat", async () => {
    const options = { variance: "vi", levels: ["district", "school"], priors: withoutBeta };
    await agrees(
      options,
      parseCsv(read("konstantopoulos.csv")),
      "konstantopoulos",
      ["mu"],
      ["tau[district]", "tau[school]"],
    );
  });

  it("of two correlated outcomes with known covariances", async () => {
    const options = { covariance: ["v1i", "v2i"], study: "trial", outcome: "outcome", priors: withoutBeta };
    const scales = ["tau[AL]", "tau[PD]", "cor[AL,PD]"];
    await agrees(options, parseCsv(read("berkey.csv")), "berkey", ["mu[AL]", "mu[PD]"], scales);
  });
});
