import { describe, expect, it } from "vitest";

import { fit, readTable, type NetworkSummary } from "poolwise";
import { summarise } from "poolwise/diagnostics";

import eightSchools from "../../examples/eight-schools/model.js";
import logitSlopes from "../../examples/logit-slopes/model.js";
import fixedNetwork, { analyse as analyseFixed } from "../../examples/smoking-cessation/fixed.js";
import randomNetwork, { analyse as analyseRandom } from "../../examples/smoking-cessation/model.js";
import {
  compareNetwork,
  comparePosterior,
  disagreements,
  fullTolerance,
  readReference,
  type ReferenceNetwork,
  type ReferencePosterior,
} from "./agreement.js";

// Short runs: `npm run check:agreement` does the same at full length, with the tolerances that belong to it.
const example = (path: string) => readTable(`examples/${path}`);
const posterior = (name: string) => readReference<ReferencePosterior>(`posteriors/${name}.json`);
const network = (name: string) => readReference<ReferenceNetwork>(`nma/${name}.json`);

describe("posteriors of the examples agree with Stan's", () => {
  // With 4,000 draws a chain every one of 20 seeds agreed; with 1,000 three of four, since the tails are heavy.
  it("eight schools, in all means, sds and quantiles", async () => {
    const { draws, warnings } = await fit(eightSchools, await example("eight-schools/schools.csv"), {
      seed: 1,
      adaptDelta: 0.95,
      draws: 4000,
      workers: 0,
    });
    const comparisons = comparePosterior(summarise(draws), posterior("eight_schools"));
    expect(comparisons).toHaveLength(60);
    expect(disagreements(comparisons)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it("logit slopes, in the coefficients, standard deviations and the correlation", async () => {
    // One chain of 120 draws: about 30 effective ones of the slowest variables, whose errors are then 0.2 sd of means and
    // 0.4 sd of outer quantiles; a factor of two is added.
    const { draws } = await fit(logitSlopes, await example("logit-slopes/data.csv"), {
      seed: 1,
      chains: 1,
      warmup: 120,
      draws: 120,
      // Knows the scales after a few draws, which a warmup as short as this asks for.
      metric: "gradient",
      workers: 0,
    });
    const reference = posterior("logit10k");
    const variables = reference.variables.filter(({ variable }) => !variable.startsWith("r_g"));
    const rough = { ...fullTolerance, ess: 15, quantile: 0.9 };
    const comparisons = comparePosterior(summarise(draws), { ...reference, variables }, rough);
    expect(comparisons).toHaveLength(48);
    expect(disagreements(comparisons)).toEqual([]);
  });
});

describe("networks of the examples agree with Stan's", () => {
  // 4,000 draws have a Monte Carlo error of 0.02 to 0.03 posterior sd, 0.3 of residual deviance and 0.005 of SUCRA.
  const rough = { mean: 0.12, residualDeviance: 1.2, sucra: 0.025 };

  it.each([
    { effects: "random", model: randomNetwork, analyse: analyseRandom, figures: 18 },
    { effects: "fixed", model: fixedNetwork, analyse: analyseFixed, figures: 17 },
  ])("smoking cessation, $effects effects", async ({ effects, model, analyse, figures }) => {
    const table = await example("smoking-cessation/smoking.csv");
    const fitted = await fit(model, table, { seed: 1, workers: 0 });
    const { files } = await analyse(fitted, table);
    const name = effects === "random" ? "smoking_re" : "smoking_fe";
    const comparisons = compareNetwork(files!["nma.json"] as NetworkSummary, network(name), rough);
    expect(comparisons).toHaveLength(figures);
    expect(disagreements(comparisons)).toEqual([]);
  });
});
