/** Monte Carlo standard error of the standard deviation. */
import { essSdOf } from "./essSd.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { mapStatistic } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * Standard error of the standard deviation of the draws. With c = x - x̄ the variance E c² has standard error
 * √((E c⁴ - (E c²)²)/ESS(c²)); the delta method divides it by 2 sd. Needs no normality (R's `posterior`, since 1.6.1).
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if the chains are not of one length.
 */
export function mcseSd(chains: readonly Float64Array[]): Statistic {
  return mcseSdOf(sampleOf(chains));
}

/** {@link mcseSd} of prepared draws. */
export function mcseSdOf(sample: Sample): Statistic {
  return mapStatistic(essSdOf(sample), (size) => {
    const { second, fourth } = centralMoments(sample.pooled, sample.mean);
    // Rounding may leave a variance of squares just below zero where all squares are equal.
    const varianceOfVariance = Math.max(0, fourth - second * second) / size;
    return Math.sqrt(varianceOfVariance / second / 4);
  });
}

function centralMoments(values: Float64Array, center: number): { second: number; fourth: number } {
  let second = 0;
  let fourth = 0;
  for (let i = 0; i < values.length; i++) {
    const square = (values[i] - center) * (values[i] - center);
    second += square;
    fourth += square * square;
  }
  return { second: second / values.length, fourth: fourth / values.length };
}
