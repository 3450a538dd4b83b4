/** The mean of a complementary log-log curve over a normal predictor. */
import { normalLogCdf } from "../../../engine/math/normalLogCdf.js";
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { log } from "../../../engine/math/log.js";
import { log1mexp } from "../../../engine/math/log1mexp.js";
import { log1p } from "../../../engine/math/log1p.js";

/** The curve is bounded in a strip of half-width π/2, where a step of x of 0.3 loses exp(−π²/0.3) = 5e-15. */
const stepOfCurve = 0.3;
const stepOfNormal = 0.65;
/** Standard deviation beyond which the integral over the curve's own density takes fewer points than that over the normal. */
const wide = 3;
const rootOf2Pi = 2.5066282746310002;
const least = 1e-18;

/** E 1 − exp(−e^x) for x ~ normal(eta, sd). */
export function cloglogAverage(eta: number, sd: number): number {
  return eta < 0 ? exp(logLower(eta, sd)) : -expm1(logUpper(eta, sd));
}

/** The predictor of that mean, log(−log(1 − mean)), accurate far out on both sides. */
export function cloglogAveragePredictor(eta: number, sd: number): number {
  return log(eta < 0 ? -log1p(-exp(logLower(eta, sd))) : -logUpper(eta, sd));
}

/** log E 1 − exp(−e^x). */
function logLower(eta: number, sd: number): number {
  const start = Math.min(sd, Math.max(0, -eta / sd));
  const logCurve = (x: number) => (x < -40 ? x : log1mexp(-exp(x)));
  if (!(sd > 0)) return logCurve(eta);
  return logAverage(eta, sd, start, logCurve, (x) => normalLogCdf((eta - x) / sd), false);
}

/** log E exp(−e^x). */
function logUpper(eta: number, sd: number): number {
  if (!(sd > 0)) return -exp(eta);
  return logAverage(
    eta,
    sd,
    modeOfUpper(eta, sd),
    (x) => -exp(x),
    (x) => normalLogCdf((x - eta) / sd),
    true,
  );
}

/**
 * log of Σ over the trapezoidal rule: of curve times normal density in z, or, by parts, of the density of the curve times the normal
 * distribution function in x. Both are log-concave, so that the sums may stop at the first term that is nothing.
 *
 * @param start Where the integrand in z is about highest.
 * @param narrow Whether the curve falls as exp(−e^x) there.
 */
function logAverage(
  eta: number,
  sd: number,
  start: number,
  logCurve: (x: number) => number,
  logTail: (x: number) => number,
  narrow: boolean,
): number {
  // Far out the curve falls faster than the normal, and the integrand is narrower than both.
  const steepness = narrow ? exp(eta + sd * start) : 0;
  if (sd <= wide) {
    const step = Math.min(stepOfNormal / Math.sqrt(1 + sd * sd * steepness), stepOfCurve / sd);
    return logSum((z) => logCurve(eta + sd * z) - 0.5 * z * z, start, step) - log(rootOf2Pi);
  }
  return logSum((x) => x - exp(x) + logTail(x), eta + sd * start, stepOfCurve / Math.sqrt(1 + steepness));
}

function logSum(logTerm: (at: number) => number, start: number, step: number): number {
  const height = logTerm(start);
  let sum = 1;
  for (const sign of [1, -1]) {
    for (let k = 1; ; k += 1) {
      const term = exp(logTerm(start + sign * k * step) - height);
      sum += term;
      if (!(term > least * sum)) break;
    }
  }
  return height + log(sum * step);
}

/** Where −z²/2 − e^(eta + sd z) is highest: the root of z + sd e^(eta + sd z), an increasing convex function, by Newton's steps. */
function modeOfUpper(eta: number, sd: number): number {
  let z = Math.min(0, -(eta + log(sd)) / sd);
  for (let steps = 0; steps < 100; steps += 1) {
    const slope = sd * exp(eta + sd * z);
    const move = (z + slope) / (1 + sd * slope);
    z -= move;
    if (!(Math.abs(move) > 0.1)) break;
  }
  return z;
}
