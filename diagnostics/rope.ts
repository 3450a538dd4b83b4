/** A region of practical equivalence: how much of the posterior lies in it and to either side. */
import { hdiOf } from "./hdi.js";
import { probabilityOf } from "./probabilityOf.js";
import type { Probability } from "./probabilityOf.js";
import { sampleOf } from "./sample.js";
import type { Interval } from "./interval.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/** What lies where. */
export interface Rope {
  readonly below: Probability;
  /** Its ends belong to it. */
  readonly inside: Probability;
  readonly above: Probability;
  /** The highest-density interval that was asked for. */
  readonly hdi: Interval;
  /** Of the draws in that interval, the share inside the region: 1 and 0 are what decisions are made on (Kruschke 2018). */
  readonly insideHdi: Statistic;
}

/**
 * Shares of the draws below, inside and above a region in which an effect is too small to matter (Kruschke 2018, Advances in
 * Methods and Practices in Psychological Science 1:270). The region is the reader's to choose, on the scale of the variable.
 *
 * @param hdiProbability of the highest-density interval, 0.95 unless said otherwise
 * @throws RangeError if `low` is above `high`, for an impossible probability, or chains of different lengths.
 * @example rope([effect], -0.1, 0.1).inside // { value: 0.03, mcse: { value: 0.004 } }
 */
export function rope(chains: readonly Float64Array[], low: number, high: number, hdiProbability = 0.95): Rope {
  if (!(low <= high)) throw new RangeError(`the lower end of the region comes first, got ${low} and ${high}`);
  const sample = sampleOf(chains);
  const isInside = (x: number) => low <= x && x <= high;
  const interval = hdiOf(sample, hdiProbability);
  return {
    below: probabilityOf(chains, (x) => x < low),
    inside: probabilityOf(chains, isInside),
    above: probabilityOf(chains, (x) => x > high),
    hdi: interval,
    insideHdi:
      interval.reason === undefined ? shareWithin(sample.sorted, interval, isInside) : missing(interval.reason),
  };
}

function shareWithin(sorted: Float64Array, { low, high }: Interval, isInside: (x: number) => boolean): Statistic {
  const held = sorted.filter((x) => low <= x && x <= high);
  return { value: held.filter(isInside).length / held.length };
}
