/** Where data end what they push to one side, and how a number there is sampled. */
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { normalQuantile } from "../../../engine/math/normalQuantile.js";
import { softplus } from "../../../engine/math/softplus.js";
import type { ArmOutcome } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";
import { shift, type OneSided } from "./OneSided.js";

/** An arm, and what its linear predictor has apart from the number, its offset not counted. */
export interface PushingArm {
  readonly outcome: ArmOutcome;
  readonly apart: number;
}

/** Share of the prior beyond the data's edge up to which they leave the number as it is. */
const untouched = 0.02;

/**
 * How a number is sampled that arms without events, or full ones, push to one side; undefined where its prior keeps it from the edge. Its
 * posterior is its prior, cut off by data within a distance that may be small beside it: its density falls there as exp(−e^(−x)), x the distance
 * in widths, which is what x(t) undoes, so that z is not far from standard normal.
 *
 * @param prior Normal.
 */
export function oneSidedLaw(
  arms: readonly PushingArm[],
  likelihood: Likelihood,
  side: -1 | 1,
  { location, scale }: { readonly location: number; readonly scale: number },
): OneSided | undefined {
  const edge = placeOf(arms, likelihood, side, -1);
  const width = Math.abs(placeOf(arms, likelihood, side, -Math.E) - edge);
  const below = normalCdf((edge - location) / scale);
  const [from, to] = side < 0 ? [0, below] : [below, 1];
  if (to - from > 1 - untouched || to - from < 1e-6) return undefined;
  const median = location + scale * normalQuantile((from + to) / 2);
  return { side, edge, width, scale: Math.abs(median - edge) / (width * softplus(shift)) };
}

/** To which side arms push that all are without events, −1, or all full, 1; undefined for others. */
export function sideOf(outcomes: readonly ArmOutcome[], { name }: Likelihood): -1 | 1 | undefined {
  if (outcomes.length === 0) return undefined;
  if (outcomes.every(hasNone)) return -1;
  // With a log link a full arm is as likely as it can be at a predictor of 0, which is no long way.
  return name !== "binomial-log" && outcomes.every(isFull) ? 1 : undefined;
}

function hasNone(outcome: ArmOutcome): boolean {
  return (outcome.kind === "events" || outcome.kind === "rate") && outcome.events === 0;
}

function isFull(outcome: ArmOutcome): boolean {
  return outcome.kind === "events" && outcome.events === outcome.total;
}

/** Log likelihood of arms at a number that all of them have in common. */
export function logLikelihoodAt(arms: readonly PushingArm[], likelihood: Likelihood, number: number): number {
  return arms.reduce((sum, { outcome, apart }) => {
    const eta = number + apart + (likelihood.offset?.(outcome) ?? 0);
    const own = likelihood.logLikelihood(outcome, likelihood.fitted(eta, []));
    return sum + (Number.isNaN(own) ? -Infinity : own);
  }, 0);
}

/** Where the log likelihood of arms comes to a value below 0, by bisection. */
function placeOf(arms: readonly PushingArm[], likelihood: Likelihood, side: -1 | 1, value: number): number {
  let [likely, not] = [side * 100, -side * 100];
  for (let step = 0; step < 80; step++) {
    const middle = (likely + not) / 2;
    if (logLikelihoodAt(arms, likelihood, middle) > value) likely = middle;
    else not = middle;
  }
  return not;
}
