/** By what the default prior of a monotonic effect is divided. */
import type { MonotonicTerm } from "../Frame.js";
import { columnScale } from "./columnScale.js";

/**
 * The scale of the column that a monotonic term would be with even steps, 0, 1, 2 and so on: its coefficient is the mean step, and so is
 * that of a column of numbers.
 */
export function evenScale({ column, ladders }: MonotonicTerm): number {
  const even = Float64Array.from(ladders[0]!.index, (_, row) =>
    ladders.reduce((product, { index }) => product * index[row]!, column?.[row] ?? 1),
  );
  return columnScale(even);
}
