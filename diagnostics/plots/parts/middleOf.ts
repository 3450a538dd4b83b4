/** The middle 95 % of some numbers. */
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";

/** The 2.5 %, 50 % and 97.5 % quantiles, such as of replicates at one point of an axis. */
export function middleOf(values: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(values).sort();
  return [0.025, 0.5, 0.975].map((p) => quantileOfSorted(sorted, p));
}
