/** The log likelihood of an arm as a function of its linear predictor alone. */
import type { ArmOutcome } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";

/** Log likelihood at a linear predictor, offset included; −∞ where there is none. */
export type ArmLogLikelihood = (eta: number, cuts: readonly number[]) => number;

/**
 * Through the deviance, which has no factorials: a perfect fit has the same log likelihood wherever it is looked at, so it is worked out once,
 * where the arm itself puts its linear predictor.
 */
export function armLogLikelihood(
  likelihood: Likelihood,
  outcome: ArmOutcome,
  cuts: readonly number[],
): ArmLogLikelihood {
  const there = likelihood.fitted(likelihood.empirical(outcome).eta, cuts);
  const perfect = likelihood.logLikelihood(outcome, there) + 0.5 * likelihood.deviance(outcome, there);
  const isProbability = outcome.kind === "events";
  return (eta, cutsNow) => {
    const fitted = likelihood.fitted(eta, cutsNow);
    // With a log link a predictor above 0 is no probability.
    if (isProbability && fitted[0]! > 1) return -Infinity;
    const value = perfect - 0.5 * likelihood.deviance(outcome, fitted);
    return Number.isNaN(value) ? -Infinity : value;
  };
}
