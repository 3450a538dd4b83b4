import { describe, expect, it } from "vitest";

import { fit, readTable } from "poolwise";
import { summarise } from "poolwise/diagnostics";

import eightSchools from "../../examples/eight-schools/model.js";
import logitSlopes from "../../examples/logit-slopes/model.js";
import fixedNetwork from "../../examples/smoking-cessation/fixed.js";
import randomNetwork from "../../examples/smoking-cessation/model.js";
import {
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

describe("networks written out as programs agree with Stan's", () => {
  it.each([
    { effects: "random", model: randomNetwork, variables: 28 },
    { effects: "fixed", model: fixedNetwork, variables: 27 },
  ])(
    "smoking cessation, $effects effects: effects against A, baselines and tau",
    async ({ effects, model, variables }) => {
      const { draws } = await fit(model, await example("smoking-cessation/smoking.csv"), { seed: 1, workers: 0 });
      const reference = network(effects === "random" ? "smoking_re" : "smoking_fe");
      const names = new Map(["B", "C", "D"].map((treatment, i) => [`rel[1,${i + 2}]`, `d[${treatment}]`]));
      const wanted = reference.variables
        .map((row) => ({ ...row, variable: names.get(row.variable) ?? row.variable }))
        .filter(({ variable }) => variable === "tau" || /^(d|mu)\[/.test(variable));
      const comparisons = comparePosterior(summarise(draws), { formula: "", variables: wanted });
      // Mean, sd, three quantiles and the effective sample size of each.
      expect(comparisons).toHaveLength(6 * variables);
      expect(disagreements(comparisons)).toEqual([]);
    },
  );
});
