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
  return finiteEss(splitPooled(squaredDistances(sample.pooled, sample.mean), sample.draws));
}

function squaredDistances(values: Float64Array, center: number): Float64Array {
  const squares = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) squares[i] = (values[i] - center) * (values[i] - center);
  return squares;
}
