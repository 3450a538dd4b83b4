/** The baseline risk at which interactions with it are centred. */
import type { Network } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";

/**
 * Mean over studies of what their arm of the reference tells of the linear predictor, offset apart; over all baseline arms where no
 * study has the reference (as in Dias et al., NICE DSU TSD 3, 2011).
 */
export function baselineCentre({ studies }: Network, likelihood: Likelihood): number {
  const baselines = studies.flatMap(({ arms: [arm], contrasts }) => (contrasts ? [] : [arm!]));
  const references = baselines.filter(({ treatment }) => treatment === 0);
  const used = references.length > 0 ? references : baselines;
  const sum = used.reduce((total, { outcome }) => total + observedPredictor(likelihood, outcome!), 0);
  return used.length === 0 ? 0 : sum / used.length;
}

/** Linear predictor that an arm tells of by itself, its offset taken off. */
export function observedPredictor(likelihood: Likelihood, outcome: Parameters<Likelihood["empirical"]>[0]): number {
  return likelihood.empirical(outcome).eta - (likelihood.offset?.(outcome) ?? 0);
}
