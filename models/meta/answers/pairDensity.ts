/** The log density of the second arm of a trial given its first, as a function of the effect between them. */
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import { log } from "../../../engine/math/log.js";
import { logIntegral } from "../../glmm/checking/logIntegral.js";
import type { ArmFunction } from "./slopesOf.js";
import { slopesOf } from "./slopesOf.js";
import type { BaselineLaw, StudyDraws } from "./studyDraws.js";
import { tabulated } from "./tabulated.js";

/** What an arm by itself says of its linear predictor. */
export interface ArmTold {
  readonly eta: number;
  readonly precision: number;
}

/** Points of a table for one standard error in its middle. */
const pointsPerError = 30;

/** Points to either side: some 2000 standard errors. */
const half = 1800;
const mostSteps = 30;

/** An arm's log likelihood by a table about what the arm tells. */
export function looksUp(f: ArmFunction, { eta, precision }: ArmTold): ArmFunction {
  const error = 1 / Math.sqrt(Math.max(precision, 1e-12));
  return tabulated(f, eta, error / pointsPerError, half);
}

/** log ∫ of the baseline arm's likelihood over its normal law, with something more that depends on the baseline. */
export function baselineIntegral(
  { mean, sd }: BaselineLaw,
  offset: number,
  { eta, precision }: ArmTold,
  f: ArmFunction,
  more: (mu: number) => number = () => 0,
): number {
  const own = 1 / (sd * sd);
  const total = precision + own;
  const centre = (precision * (eta - offset) + own * mean) / total;
  const g = (mu: number): number => f(mu + offset) + more(mu) - 0.5 * own * (mu - mean) * (mu - mean);
  return logIntegral(g, centre, 1 / Math.sqrt(total)) - log(sd) - LOG_SQRT_2PI;
}

export interface PairArms {
  readonly arms: readonly ArmFunction[];
  readonly told: readonly ArmTold[];
  readonly offsets: readonly [number, number];
}

/**
 * With the baseline integrated out, log A(v) = log p(y₁ | y₀, effect v) is one function for all draws, and is tabulated; what is left of a draw is an
 * integral over one random effect, v ~ normal(d, tau), or a look at d.
 *
 * @param study Its baseline has one law in all draws, and arms move with it one to one.
 */
export function pairDensity(study: StudyDraws, { arms, told, offsets }: PairArms): (draw: number) => number {
  const law = study.baseline(0);
  const [base, other] = told as [ArmTold, ArmTold];
  const [first, second] = arms as [ArmFunction, ArmFunction];
  const alone = baselineIntegral(law, offsets[0], base, first);
  const given = (v: number): number =>
    baselineIntegral(law, offsets[0], base, first, (mu) => second(mu + offsets[1] + v)) - alone;
  const effect = other.eta - offsets[1] - (base.eta - offsets[0]);
  const looked = looksUp(given, { eta: effect, precision: 1 / (1 / base.precision + 1 / other.precision) });
  return (draw) => {
    const d = study.shift(1, draw) - offsets[1];
    const tau = study.tau(draw);
    if (!(tau > 0)) return looked(d);
    const { v, scale } = modeOf(looked, d, tau);
    const g = (at: number): number => looked(at) - (0.5 * (at - d) * (at - d)) / (tau * tau);
    return logIntegral(g, v, scale) - log(tau) - LOG_SQRT_2PI;
  };
}

/** Where log A(v) − (v − d)²/2 tau² is about highest, and its standard deviation there. */
function modeOf(f: ArmFunction, d: number, tau: number): { readonly v: number; readonly scale: number } {
  const own = 1 / (tau * tau);
  const height = (at: number): number => f(at) - 0.5 * own * (at - d) * (at - d);
  let [v, top, scale] = [d, height(d), tau];
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const { score, curvature } = slopesOf(f, v, 1e-2 * scale);
    scale = 1 / Math.sqrt(curvature + own);
    let move = (score - own * (v - d)) * scale * scale;
    let next = height(v + move);
    while (!(next >= top) && Math.abs(move) > 1e-3 * scale) {
      move /= 2;
      next = height(v + move);
    }
    if (!(next >= top)) break;
    [v, top] = [v + move, next];
    if (Math.abs(move) < 0.1 * scale) break;
  }
  return { v, scale };
}
