/** Quantiles of draws. */

/**
 * The quantile of sorted numbers at a probability, by linear interpolation between order statistics, as R's type 7;
 * NaN for no numbers.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const lower = sorted[below] ?? NaN;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return place === below ? lower : lower + (place - below) * (upper - lower);
}
