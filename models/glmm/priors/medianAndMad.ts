/** Where numbers lie and how far they spread, whatever a few of them do. */

/** Makes the mad of a normal sample near its standard deviation; the constant of R. */
const consistency = 1.4826;

/** The median, and 1.4826 times the median distance from it, as R's `mad`; NaN for no numbers, and when one is NaN. */
export function medianAndMad(values: Float64Array): { readonly median: number; readonly mad: number } {
  const middle = median(values);
  return { median: middle, mad: consistency * median(values.map((value) => Math.abs(value - middle))) };
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  // NaN is sorted last.
  if (values.length === 0 || Number.isNaN(sorted.at(-1))) return NaN;
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : sorted[half - 1]! / 2 + sorted[half]! / 2;
}
