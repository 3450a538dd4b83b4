/** How many ranks lie below one after another. */

/**
 * Of ranks from 0 to bins - 1, how many are below 1, 2, …, bins - 1: what an `ecdfBand` is asked about.
 *
 * @throws RangeError for a rank that is none of these.
 * @example countsBelow([0, 2, 2, 3], 4) // [1, 1, 3]
 */
export function countsBelow(ranks: ArrayLike<number>, bins: number): Int32Array {
  const counts = new Int32Array(bins);
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i];
    if (!(Number.isInteger(rank) && rank >= 0 && rank < bins)) {
      throw new RangeError(`ranks are whole numbers from 0 to ${bins - 1}, got ${rank}`);
    }
    counts[rank]++;
  }
  for (let i = 1; i < bins; i++) counts[i] += counts[i - 1];
  return counts.subarray(0, bins - 1);
}
