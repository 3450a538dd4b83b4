/** How probable each of several models is after the data. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { exp } from "../../../engine/math/exp.js";
import { log } from "../../../engine/math/log.js";
import { logSumExp } from "../../../engine/math/logSumExp.js";
import { comparisonWarnings, marginalOf, refuseOtherResponses, type WithMarginalLikelihood } from "./bayesFactor.js";
import type { MarginalLikelihoodOptions } from "./logMarginalLikelihood.js";
import type { MarginalLikelihood } from "./MarginalLikelihood.js";

/** A model that takes part. */
export interface WeighedModel {
  readonly name: string;
  readonly fit: WithMarginalLikelihood;
  /** Its probability before the data, up to a factor common to all; equal ones unless told. */
  readonly prior?: number;
}

export interface ModelProbability {
  readonly name: string;
  readonly prior: number;
  readonly probability: number;
  /** Monte Carlo standard error of the probability. */
  readonly mcse: number;
  readonly marginal: MarginalLikelihood;
}

export interface ModelProbabilities {
  /** In the order in which they were given. */
  readonly models: readonly ModelProbability[];
  readonly warnings: readonly Warning[];
}

/**
 * Posterior probabilities of models of the same responses, given that one of them is true: prior probabilities times marginal likelihoods.
 *
 * @throws UserError for fewer than two models, two of one name, impossible prior probabilities, and as `bayesFactor` does.
 * @example
 * const { models } = await posteriorModelProbabilities([{ name: "slope", fit: slope }, { name: "none", fit: none }]);
 */
export async function posteriorModelProbabilities(
  given: readonly WeighedModel[],
  options: MarginalLikelihoodOptions = {},
): Promise<ModelProbabilities> {
  checkModels(given);
  const marginals: MarginalLikelihood[] = [];
  for (const { fit, name } of given) marginals.push({ ...(await marginalOf(fit, options)), title: name });
  refuseOtherResponses(marginals);
  const total = given.reduce((sum, { prior = 1 }) => sum + prior, 0);
  const priors = given.map(({ prior = 1 }) => prior / total);
  const logs = marginals.map(({ logMarginalLikelihood }, i) => logMarginalLikelihood + log(priors[i]!));
  const all = logSumExp(logs);
  const probabilities = logs.map((x) => exp(x - all));
  const errors = probabilities.map((p, i) => p * marginals[i]!.error);
  return {
    models: given.map(({ name }, i) => ({
      name,
      prior: priors[i]!,
      probability: probabilities[i]!,
      mcse: errorOf(probabilities, errors, i),
      marginal: marginals[i]!,
    })),
    warnings: comparisonWarnings(marginals),
  };
}

/** Of p_i = a_i / Σ a by the slopes in the logarithms: (1 - p_i) of its own a, -p_j of each other, times p_i. */
function errorOf(probabilities: readonly number[], errors: readonly number[], i: number): number {
  const own = probabilities[i]!;
  const parts = errors.map((error, j) => (j === i ? (1 - own) * error : own * error));
  return Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0));
}

function checkModels(given: readonly WeighedModel[]): void {
  if (given.length < 2) throw new UserError("two models are compared at least; give their names and fits.");
  const names = given.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UserError(`two models are called "${twice}"; name each differently.`);
  const wrong = given.find(({ prior = 1 }) => !(prior > 0 && prior < Infinity));
  if (wrong) throw new UserError(`the prior probability of "${wrong.name}" must be above 0; it is ${wrong.prior}.`);
}
