/** Puts a few order statistics into their places, which is much cheaper than sorting. */

/**
 * Reorders the values so that each of these places holds what it would hold if all were sorted. No value may be NaN.
 * Hoare's quickselect, 1961 (Algorithm 65), with the median of three as pivot, between places already filled.
 *
 * @param places Ascending.
 */
export function partialSort(values: Float64Array, places: readonly number[]): void {
  let from = 0;
  for (const place of places) {
    if (place >= from) select(values, place, from, values.length - 1);
    from = Math.max(from, place + 1);
  }
}

function select(values: Float64Array, place: number, from: number, to: number): void {
  let [left, right] = [from, to];
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let [i, j] = [left, right];
    // Both stop at equals, so that many ties are split in the middle.
    while (i <= j) {
      while (values[i]! < pivot) i += 1;
      while (values[j]! > pivot) j -= 1;
      if (i > j) break;
      const swapped = values[i]!;
      values[i] = values[j]!;
      values[j] = swapped;
      i += 1;
      j -= 1;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
