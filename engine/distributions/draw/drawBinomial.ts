/** A binomial draw. */
import type { Rng } from "../../core/Rng.js";
import { exp } from "../../math/exp.js";
import { lgamma } from "../../math/lgamma.js";
import { log } from "../../math/log.js";
import { log1p } from "../../math/log1p.js";

/**
 * A draw from binomial(trials, probability), exact: by sequential search when few successes are expected, otherwise by
 * transformed rejection, the algorithm BTRS of Hörmann 1993, The generation of binomial random variates.
 * NaN when the trials are not a whole number, 0 or above, or the probability is outside [0, 1].
 */
export function drawBinomial(rng: Rng, trials: number, probability: number): number {
  if (!Number.isInteger(trials) || trials < 0 || !(probability >= 0 && probability <= 1)) return NaN;
  if (probability > 0.5) return trials - drawBinomial(rng, trials, 1 - probability);
  if (probability === 0 || trials === 0) return 0;
  return trials * probability < 10 ? bySearch(rng, trials, probability) : byRejection(rng, trials, probability);
}

function bySearch(rng: Rng, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let mass = exp(trials * log1p(-probability));
  let u = rng.uniform() - mass;
  let k = 0;
  // Expecting fewer than 10, more than 200 successes is under 1e-180: only rounding of u can get there.
  while (u > 0 && k < trials && k < 200) {
    k += 1;
    mass *= (odds * (trials - k + 1)) / k;
    u -= mass;
  }
  return k;
}

function byRejection(rng: Rng, trials: number, probability: number): number {
  const spread = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const logOdds = log(probability) - log1p(-probability);
  const mode = Math.floor((trials + 1) * probability);
  const modeTerm = lgamma(mode + 1) + lgamma(trials - mode + 1);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = rng.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > trials) continue;
    const logRatio = modeTerm - lgamma(k + 1) - lgamma(trials - k + 1) + (k - mode) * logOdds;
    if (log((v * alpha) / (a / (us * us) + b)) <= logRatio) return k;
  }
}
