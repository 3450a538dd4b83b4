/** Highest-density intervals: the shortest that hold the probability. */
import { checkLevel, missingInterval } from "./interval.js";
import type { Interval } from "./interval.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";

/**
 * The shortest interval from one draw to the w-th after it, w = floor(probability × draws), of several the lowest. That is the
 * window of ArviZ and PosteriorStats.jl; coda rounds to the nearest, bayestestR up. They are equal where the product is whole,
 * and a product that is whole but for rounding is taken for whole. An interval for one mode: see `hdiMultimodal`.
 *
 * NaN with the reason `constant` where all draws are equal, `tooShort` where the window would hold one draw.
 *
 * @throws RangeError if the probability is not between 0 and 1 or the chains are not of one length.
 * @example hdi([Float64Array.of(1, 2, 2.5, 3, 9)], 0.6) // { low: 1, high: 3 }
 */
export function hdi(chains: readonly Float64Array[], probability: number): Interval {
  return hdiOf(sampleOf(chains), probability);
}

/** {@link hdi} of prepared draws. */
export function hdiOf({ sorted, reason }: Sample, probability: number): Interval {
  checkLevel(probability);
  if (reason !== undefined) return missingInterval(reason);
  const window = Math.floor(probability * sorted.length + 1e-9);
  if (window < 1) return missingInterval("tooShort");
  let best = 0;
  for (let i = 1; i + window < sorted.length; i++) {
    if (sorted[i + window] - sorted[i] < sorted[best + window] - sorted[best]) best = i;
  }
  return { low: sorted[best], high: sorted[best + window] };
}
