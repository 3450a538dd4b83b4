/** The part of heavy-tailed draws that an axis shows. */
import { sortedQuantile } from "../../quantile.js";

/**
 * The range of the draws, or all but the outermost 0.4% where those take up more than a third of it, as in heavy tails
 * whose centre would be squeezed to a spike.
 *
 * @param sorted finite draws, ascending; [NaN, NaN] where there are none
 */
export function shownRange(sorted: Float64Array): readonly [number, number] {
  if (sorted.length === 0) return [NaN, NaN];
  const all = [sorted[0], sorted[sorted.length - 1]] as const;
  const inner = [sortedQuantile(sorted, 0.002), sortedQuantile(sorted, 0.998)] as const;
  return all[1] - all[0] > 1.5 * (inner[1] - inner[0]) && inner[1] > inner[0] ? inner : all;
}
