/** Baselines of studies whose arms are all without events, or all full: data push them to one side without end. */
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { normalQuantile } from "../../../engine/math/normalQuantile.js";
import { softplus } from "../../../engine/math/softplus.js";
import type { Arm, ArmOutcome, Study } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";

/**
 * A baseline sampled as edge + side · width · x(t), x(t) = −log(−log(1 − e^(−t))), t = scale · softplus({@link slope} z +
 * {@link shift}).
 */
export interface OneSidedBaseline {
  /** −1 where the baseline lies below its edge, 1 above. */
  readonly side: -1 | 1;
  /** Where data begin to make it unlikely, on the link scale. */
  readonly edge: number;
  /** Distance over which that happens. */
  readonly width: number;
  /** Of the distances that the prior leaves likely, in widths. */
  readonly scale: number;
}

/** With these t has nearly the quantiles of a normal number's absolute value at standard normal z. */
export const slope = 1.6;
export const shift = 0.731;

/** Share of the prior beyond the data's edge up to which they leave the baseline as it is. */
const untouched = 0.02;

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
  const side = sideOf(study.arms, likelihood);
  if (side === undefined) return undefined;
  const { location, scale } = prior.parameters as { readonly location: number; readonly scale: number };
  const edge = placeOf(study.arms, likelihood, side, -1);
  const width = Math.abs(placeOf(study.arms, likelihood, side, -Math.E) - edge);
  const below = normalCdf((edge - location) / scale);
  const [from, to] = side < 0 ? [0, below] : [below, 1];
  if (to - from > 1 - untouched || to - from < 1e-6) return undefined;
  const median = location + scale * normalQuantile((from + to) / 2);
  return { side, edge, width, scale: Math.abs(median - edge) / (width * softplus(shift)) };
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

/** Where the log likelihood of arms, all at one linear predictor, comes to a value below 0, by bisection. */
function placeOf(arms: readonly Arm[], likelihood: Likelihood, side: -1 | 1, value: number): number {
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
