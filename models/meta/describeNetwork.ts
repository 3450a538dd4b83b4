/** A network meta-analysis in lines that a statistician reads. */
import type { ModelDescription } from "../../engine/core/Model.js";
import type { Network } from "./data/Network.js";
import type { NetworkDeclaration } from "./NetworkDeclaration.js";

const models = {
  consistency: "consistency: effects of treatments against one reference",
  ume: "unrelated mean effects: one for each comparison with the first arm of a study",
  nodesplit: "node-splitting: direct evidence on one comparison has a parameter of its own",
} as const;

/** Sizes, likelihood, model, covariates, and the prior of every parameter. */
export function describeNetwork(
  network: Network,
  declaration: NetworkDeclaration,
  priors: readonly string[],
  title = "Network meta-analysis",
): ModelDescription {
  const { studies, treatments, covariates } = network;
  const { effects, model, split, interaction, baselineRisk, exchangeableBaselines, priorOnly, measure } = declaration;
  const { ratio } = network;
  const arms = studies.reduce((sum, study) => sum + study.arms.length, 0);
  const scale = measure === "smd" ? ", standardised mean differences" : ratio ? `, log ${ratio.name}s` : "";
  return {
    title,
    lines: [
      `${studies.length} ${studies.length === 1 ? "study" : "studies"} with ${arms} arms of ${treatments.length} treatments, reference ${treatments[0]}`,
      `likelihood ${network.likelihood}${scale}, ${effects} effects`,
      models[model] + (split ? `, ${split[0]} against ${split[1]}` : ""),
      ...covariates.map(({ name, centre }) => `${interaction} interaction with ${name}, centred at ${shown(centre)}`),
      ...(baselineRisk ? [`${interaction} interaction with the baseline risk of a study`] : []),
      ...(exchangeableBaselines ? ["baselines of studies are drawn from one normal law"] : []),
      ...priors,
      ...(priorOnly ? ["the likelihood is left out: draws are from the prior"] : []),
    ],
  };
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));
