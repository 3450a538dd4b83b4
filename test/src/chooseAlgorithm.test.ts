import { describe, expect, it } from "vitest";

import { comparePosterior, disagreements, readReference, type ReferencePosterior } from "../examples/agreement.js";
import { summarise, summaryJson, summaryText } from "../../diagnostics/index.js";
import { glmm } from "../../models/glmm/glmm.js";
import { halfCauchy, normal, program } from "../../models/index.js";
import { chooseAlgorithm } from "../../src/chooseAlgorithm.js";
import { readTable } from "../../src/files/readTable.js";
import { fit, update } from "../../src/index.js";

const schools = () => readTable("examples/eight-schools/schools.csv");
const formula = "y | se(sigma) ~ 1 + (1 | school)";
/** With a normal intercept one dimension is left, with the default student_t two. */
const one = glmm(formula, { priors: ["Intercept ~ normal(0, 5)", "sd ~ cauchy(0, 5)"] });
const two = glmm(formula);

describe("a fit of a random-effects meta-analysis", () => {
  it.each([
    { name: "one dimension", model: one, dimension: 1 },
    { name: "two dimensions", model: two, dimension: 2 },
  ])("draws nearly independently in $name", async ({ model, dimension }) => {
    const posterior = await fit(model, await schools(), { seed: 1, workers: 0 });
    const { draws, provenance, warnings } = posterior;
    console.log(summaryText(summaryJson(posterior)), JSON.stringify(draws.chains.map((c) => [c.warmup, c.statistics.acceptanceRate.reduce((a, b) => a + b) / 1000])));
    console.log(JSON.stringify(posterior.timing));
    expect(draws.chains[0]!.positions).toHaveLength(1000 * dimension);
    expect(provenance.options["algorithm"]).toBe("independence");
    expect(warnings).toEqual([]);
    for (const row of summarise(draws)) {
      expect(row.ess_bulk!, row.variable).toBeGreaterThan(3400);
      expect(row.ess_tail!, row.variable).toBeGreaterThan(3400);
    }
  });

  it("agrees with Stan on eight schools", async () => {
    const { draws } = await fit(one, await schools(), { seed: 2, workers: 0 });
    const reference = readReference<ReferencePosterior>("posteriors/eight_schools.json");
    const comparisons = comparePosterior(summarise(draws), reference);
    expect(disagreements(comparisons)).toEqual([]);
  });
});
