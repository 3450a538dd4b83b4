/** Effective sample size in the tails of the distribution. */
import { essQuantileOf } from "./essQuantile.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import type { Statistic } from "./statistic.js";

/**
 * The smaller ESS of the 5 % and the 95 % quantile: how well interval limits are known (Vehtari et al. 2021). At least
 * 100 per chain is asked for. Where ties leave one tail without draws the answer is NaN with the reason
 * `constantTail`, as in R's `posterior`; Stan takes the other tail, ArviZ the number of draws.
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if the chains are not of one length.
 */
export function essTail(chains: readonly Float64Array[]): Statistic {
  return essTailOf(sampleOf(chains));
}

/** {@link essTail} of prepared draws. */
export function essTailOf(sample: Sample): Statistic {
  const low = essQuantileOf(sample, 0.05);
  if (low.reason !== undefined) return low;
  const high = essQuantileOf(sample, 0.95);
  return high.reason !== undefined || high.value < low.value ? high : low;
}
