/** Baselines of studies whose arms are all without events, or all full: data push them to one side without end. */
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { log } from "../../../engine/math/log.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { normalQuantile } from "../../../engine/math/normalQuantile.js";
import type { Arm, ArmOutcome, Study } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";

/** A baseline sampled as bound + side · e^(centre + spread · z). */
export interface OneSidedBaseline {
  /** −1 where the baseline lies below its bound, 1 above. */
  readonly side: -1 | 1;
  /** Beyond it the baseline arm has a likelihood below that of a perfect fit by a factor that doubles do not tell from 0. */
  readonly bound: number;
  readonly centre: number;
  readonly spread: number;
}

/** Log likelihood, that of a perfect fit being 0, at which a baseline counts as impossible, and where it begins to be unlikely. */
const impossible = -40;
const unlikely = -1;

/** Share of the prior beyond the data's edge up to which they leave the baseline as it is. */
const untouched = 0.02;

/**
 * How such a study's baseline is sampled; undefined for other studies, and where its prior keeps it from the edge. Its posterior is about
 * its prior, cut off by the data at one end within a distance that is small beside it: a normal shape and steps that suit it are of
 * no use there, whereas the logarithm of the distance from beyond the edge is not far from normal.
 *
 * @param prior Of baselines, on the link scale.
 */
export function oneSidedBaseline(
  study: Study,
  likelihood: Likelihood,
  prior: Distribution,
): OneSidedBaseline | undefined {
  if (study.contrasts || prior.law?.name !== "normal" || prior.support.kind !== "real") return undefined;
  const side = sideOf(study.arms, likelihood);
  if (side === undefined) return undefined;
  const { location, scale } = prior.parameters as { readonly location: number; readonly scale: number };
  const bound = edgeOf([study.arms[0]!], likelihood, side, impossible);
  const edge = edgeOf(study.arms, likelihood, side, unlikely);
  const below = normalCdf((edge - location) / scale);
  const [from, to] = side < 0 ? [0, below] : [below, 1];
  if (to - from > 1 - untouched || to - from < 1e-6) return undefined;
  const distance = (share: number): number =>
    log(Math.abs(bound - (location + scale * normalQuantile(from + share * (to - from)))));
  return { side, bound, centre: distance(0.5), spread: Math.abs(distance(0.84) - distance(0.16)) / 2 };
}

function sideOf(arms: readonly Arm[], { name }: Likelihood): -1 | 1 | undefined {
  if (arms.every(({ outcome }) => hasNone(outcome!))) return -1;
  // With a log link a full arm is as likely as it can be at a predictor of 0, which is no long way.
  if (name !== "binomial-log" && arms.every(({ outcome }) => isFull(outcome!))) return 1;
  return undefined;
}

function hasNone(outcome: ArmOutcome): boolean {
  return (outcome.kind === "events" || outcome.kind === "rate") && outcome.events === 0;
}

function isFull(outcome: ArmOutcome): boolean {
  return outcome.kind === "events" && outcome.events === outcome.total;
}

/** Where the log likelihood of arms, all at one linear predictor, comes to a value, by bisection. */
function edgeOf(arms: readonly Arm[], likelihood: Likelihood, side: -1 | 1, value: number): number {
  const at = (eta: number): number =>
    arms.reduce((sum, { outcome }) => {
      const own = likelihood.logLikelihood(outcome!, likelihood.fitted(eta + (likelihood.offset?.(outcome!) ?? 0), []));
      return sum + (Number.isNaN(own) ? -Infinity : own);
    }, 0);
  let [likely, not] = [side * 60, -side * 60];
  for (let step = 0; step < 80; step++) {
    const middle = (likely + not) / 2;
    if (at(middle) > value) likely = middle;
    else not = middle;
  }
  return not;
}
