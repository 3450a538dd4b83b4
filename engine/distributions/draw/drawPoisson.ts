/** A Poisson draw. */
import type { Rng } from "../../core/Rng.js";
import { exp } from "../../math/exp.js";
import { lgamma } from "../../math/lgamma.js";
import { log } from "../../math/log.js";

/**
 * A draw from Poisson(mean), exact: by sequential search for small means, otherwise by transformed rejection with
 * squeeze, the algorithm PTRS of Hörmann 1993, The transformed rejection method for generating Poisson variables.
 * NaN when the mean is not a finite number, 0 or above.
 */
export function drawPoisson(rng: Rng, mean: number): number {
  if (!(mean >= 0 && mean < Infinity)) return NaN;
  return mean < 10 ? bySearch(rng, mean) : byRejection(rng, mean);
}

function bySearch(rng: Rng, mean: number): number {
  let probability = exp(-mean);
  let u = rng.uniform() - probability;
  let k = 0;
  // Beyond k = 200 the tail of a mean below 10 is under 1e-180: only rounding of u can get there.
  while (u > 0 && k < 200) {
    k += 1;
    probability *= mean / k;
    u -= probability;
  }
  return k;
}

function byRejection(rng: Rng, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  const logMean = log(mean);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = rng.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (log((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMean - mean - lgamma(k + 1)) return k;
  }
}
