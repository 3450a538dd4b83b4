/** Baselines of studies with an arm that is full, or nearly so, where the predictor of an arm may not be above 0. */
import { log } from "../../../engine/math/log.js";
import type { Study } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";

/**
 * A baseline sampled as bound − e^(centre + spread z), where the bound is what keeps every arm's predictor below 0: the distance of the
 * highest arm from 0 is then positive, whatever the effects.
 */
export interface BoundedBaseline {
  readonly centre: number;
  readonly spread: number;
}

/** Standard deviations from the bound within which a normal shape would reach beyond it. */
const near = 2;

/** How such a study's baseline is sampled with a log link; undefined for other links, and where all arms are far from full. */
export function boundedBaseline(study: Study, likelihood: Likelihood): BoundedBaseline | undefined {
  if (study.contrasts || likelihood.name !== "binomial-log") return undefined;
  const told = study.arms.map(({ outcome }) => likelihood.empirical(outcome!));
  const isNear = told.some(({ eta, precision }) => eta * eta * precision < near * near);
  if (!isNear) return undefined;
  const highest = told.reduce((most, one) => (one.eta > most.eta ? one : most));
  const spread = 1 / (-highest.eta * Math.sqrt(highest.precision));
  return { centre: log(-highest.eta), spread: Math.min(1, Math.max(0.2, spread)) };
}
