/** Effective sample size of the standard deviation. */
import { finiteEss } from "./ess.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { splitPooled } from "./splitChains.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * ESS of the standard deviation: that of the split squared distances from the mean, as in R's `posterior` since 1.6.1
 * (before, and in Stan, of absolute distances).
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if the chains are not of one length.
 */
export function essSd(chains: readonly Float64Array[]): Statistic {
  return essSdOf(sampleOf(chains));
}

/** {@link essSd} of prepared draws. */
export function essSdOf(sample: Sample): Statistic {
  if (sample.reason !== undefined) return missing(sample.reason);
  const { pooled, mean, draws } = sample;
  const squares = new Float64Array(pooled.length);
  for (let i = 0; i < pooled.length; i++) squares[i] = (pooled[i] - mean) * (pooled[i] - mean);
  return finiteEss(splitPooled(squares, draws));
}
