/** Baselines of studies whose arms are all without events, or all full: data push them to one side without end. */
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { Study } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";
import type { OneSided } from "./OneSided.js";
import { logLikelihoodAt, oneSidedLaw, sideOf } from "./oneSidedLaw.js";

/** A baseline's law where no treatment has an effect, and what share of the push is each arm's. */
export interface OneSidedBaseline {
  readonly law: OneSided;
  readonly shares: readonly number[];
}

/**
 * How such a study's baseline is sampled; undefined for other studies, and where its prior keeps it from the edge. Its posterior is its
 * prior, cut off by data within a distance that is small beside it: its density falls there as exp(−e^(−x)), x the
 * distance in widths, which is what x(t) undoes, so that z is not far from standard normal.
 *
 * @param prior Of baselines, on the link scale.
 */
export function oneSidedBaseline(
  study: Study,
  likelihood: Likelihood,
  prior: Distribution,
): OneSidedBaseline | undefined {
  if (study.contrasts || prior.law?.name !== "normal" || prior.support.kind !== "real") return undefined;
  const side = sideOf(
    study.arms.map(({ outcome }) => outcome!),
    likelihood,
  );
  if (side === undefined) return undefined;
  const arms = study.arms.map(({ outcome }) => ({ outcome: outcome!, apart: 0 }));
  const law = oneSidedLaw(
    arms,
    likelihood,
    side,
    prior.parameters as { readonly location: number; readonly scale: number },
  );
  if (!law) return undefined;
  const pushes = arms.map((arm) => logLikelihoodAt([arm], likelihood, law.edge));
  const all = pushes.reduce((sum, one) => sum + one, 0);
  return { law, shares: pushes.map((push) => push / all) };
}
