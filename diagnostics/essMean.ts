/** Effective sample size of the mean. */
import { finiteEss } from "./ess.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { splitChains } from "./splitChains.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * ESS of the mean: that of the split draws themselves. Of use only where the variance exists.
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if the chains are not of one length.
 */
export function essMean(chains: readonly Float64Array[]): Statistic {
  return essMeanOf(sampleOf(chains));
}

/** {@link essMean} of prepared draws. */
export function essMeanOf(sample: Sample): Statistic {
  return sample.reason !== undefined ? missing(sample.reason) : finiteEss(splitChains(sample.chains));
}
