/** Monte Carlo standard error of the mean. */
import { essMeanOf } from "./essMean.js";
import { variance } from "./moments.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { mapStatistic } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * Standard error of the mean of the draws as an estimate of the mean of the distribution, sd/√ESS.
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if the chains are not of one length.
 */
export function mcseMean(chains: readonly Float64Array[]): Statistic {
  return mcseMeanOf(sampleOf(chains));
}

/** {@link mcseMean} of prepared draws. */
export function mcseMeanOf(sample: Sample): Statistic {
  return mapStatistic(essMeanOf(sample), (size) => Math.sqrt(variance(sample.pooled, sample.mean) / size));
}
