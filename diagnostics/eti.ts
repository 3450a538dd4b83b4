/** Equal-tailed intervals: as much probability below as above. */
import { checkLevel, missingInterval } from "./interval.js";
import type { Interval } from "./interval.js";
import { quantileOf } from "./quantile.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";

/**
 * The interval between the (1 - probability)/2 and the (1 + probability)/2 quantile (type 7). It goes along with monotone
 * transformations: the interval of exp(x) is exp of the interval of x.
 *
 * @throws RangeError if the probability is not between 0 and 1 or the chains are not of one length.
 * @example eti([Float64Array.of(1, 2, 3, 4, 5)], 0.5) // { low: 2, high: 4 }
 */
export function eti(chains: readonly Float64Array[], probability: number): Interval {
  return etiOf(sampleOf(chains), probability);
}

/** {@link eti} of prepared draws. */
export function etiOf(sample: Sample, probability: number): Interval {
  checkLevel(probability);
  const low = quantileOf(sample, (1 - probability) / 2);
  const high = quantileOf(sample, (1 + probability) / 2);
  const reason = low.reason ?? high.reason;
  return reason === undefined ? { low: low.value, high: high.value } : missingInterval(reason);
}
