/** Quantiles of draws by linear interpolation, as R's type 7 and numpy's default. */
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * The `p` quantile of all draws of all chains (Hyndman & Fan 1996, type 7).
 *
 * @throws RangeError if `p` is not in [0, 1].
 * @example quantile([Float64Array.of(1, 2, 3, 4)], 0.25) // { value: 1.75 }
 */
export function quantile(chains: readonly Float64Array[], p: number): Statistic {
  return quantileOf(sampleOf(chains), p);
}

/** {@link quantile} of prepared draws. Infinite draws are allowed where the quantile does not fall on one. */
export function quantileOf(sample: Sample, p: number): Statistic {
  checkProbability(p);
  if (sample.sorted.length === 0) return missing(sample.reason ?? "noDraws");
  const value = sortedQuantile(sample.sorted, p);
  return Number.isFinite(value) ? { value } : missing("nonfinite");
}

/** The `p` quantile (type 7) of at least one ascending number. */
export function sortedQuantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const weight = position - below;
  const low = sorted[below];
  // Between equal numbers nothing is interpolated: rounding must not put the quantile beside a tie.
  if (weight === 0 || sorted[below + 1] === low) return low;
  return (1 - weight) * low + weight * sorted[below + 1];
}

/** @throws RangeError if `p` is not in [0, 1]. */
export function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability in [0, 1] is needed, got ${p}`);
}
