/** The middle of a statistic's replicates. */
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";

/** Median and ends of the middle 95 %. */
export interface MiddleOfReplicates {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * Median and quantiles at 2.5 % and 97.5 %; of statistics that are whole numbers, as counts are, whole numbers too: the ends are rounded
 * inwards, by which the same whole numbers lie outside.
 *
 * @param sorted ascending, without NaN
 * @example middleOfReplicates(Float64Array.of(1, 2, 2, 7)); // { low: 2, median: 2, high: 6 }
 */
export function middleOfReplicates(sorted: Float64Array): MiddleOfReplicates {
  const at = (probability: number): number => quantileOfSorted(sorted, probability);
  const [low, median, high] = [at(0.025), at(0.5), at(0.975)];
  if (!sorted.every(Number.isInteger)) return { low, median, high };
  const [from, to] = [Math.ceil(low), Math.floor(high)];
  return { low: Math.min(from, to), median: Math.round(median), high: Math.max(from, to) };
}
