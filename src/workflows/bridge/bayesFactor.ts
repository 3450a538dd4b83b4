/** Bayes factors: what the data make of the odds of two models. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { exp } from "../../../engine/math/exp.js";
import { arbitraryPriors } from "./arbitraryPriors.js";
import { logMarginalLikelihood, type MarginalLikelihoodOptions } from "./logMarginalLikelihood.js";
import type { MarginalLikelihood } from "./MarginalLikelihood.js";

/** A fit, or what was worked out of it before. */
export type WithMarginalLikelihood = Posterior | MarginalLikelihood;

/** How many times more probable the first model makes the data than the second. */
export interface BayesFactor {
  readonly first: MarginalLikelihood;
  readonly second: MarginalLikelihood;
  readonly bayesFactor: number;
  readonly logBayesFactor: number;
  /** Monte Carlo error of the Bayes factor relative to it: those of both marginal likelihoods together. */
  readonly error: number;
  readonly warnings: readonly Warning[];
}

/**
 * The Bayes factor of the first model against the second, from fits of both to the same responses, by bridge sampling. Posterior odds of two models are
 * prior odds times it. It compares predictions of the priors: what priors of one model alone say weighs as much as what data say, so that
 * default ones are named in `warnings`.
 *
 * @throws UserError for models of other responses, and as `logMarginalLikelihood` does.
 * @example
 * const { bayesFactor: factor, error, warnings } = await bayesFactor(withTreatment, without);
 */
export async function bayesFactor(
  first: WithMarginalLikelihood,
  second: WithMarginalLikelihood,
  options: MarginalLikelihoodOptions = {},
): Promise<BayesFactor> {
  const [one, other] = [await marginalOf(first, options), await marginalOf(second, options)];
  refuseOtherResponses([one, other]);
  const logBayesFactor = one.logMarginalLikelihood - other.logMarginalLikelihood;
  return {
    first: one,
    second: other,
    logBayesFactor,
    bayesFactor: exp(logBayesFactor),
    error: Math.sqrt(one.error * one.error + other.error * other.error),
    warnings: comparisonWarnings([one, other]),
  };
}

/** Worked out where it is not at hand. */
export async function marginalOf(
  given: WithMarginalLikelihood,
  options: MarginalLikelihoodOptions,
): Promise<MarginalLikelihood> {
  return "draws" in given && typeof given.draws === "object"
    ? logMarginalLikelihood(given as Posterior, options)
    : (given as MarginalLikelihood);
}

/** @throws UserError naming the first model that was fitted to others. */
export function refuseOtherResponses(models: readonly MarginalLikelihood[]): void {
  const known = models.filter(({ responses }) => responses !== undefined);
  const odd = known.find(({ responses }) => responses !== known[0]!.responses);
  if (odd === undefined) return;
  throw new UserError(
    `"${known[0]!.title}" and "${odd.title}" were fitted to different responses; marginal likelihoods compare models of the same rows.`,
  );
}

/** Those of the models, each once, and what their priors do. */
export function comparisonWarnings(models: readonly MarginalLikelihood[]): readonly Warning[] {
  const own = models.flatMap(({ title, warnings }) =>
    warnings.map((warning) => ({ ...warning, text: `${title}: ${warning.text}` })),
  );
  const arbitrary = arbitraryPriors(models);
  return arbitrary === undefined ? own : [...own, arbitrary];
}
