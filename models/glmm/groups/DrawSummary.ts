/** What is said of the draws of one quantity: a cell of every table of effects. */
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";

/** Spelt as in summary.json. All NaN where some draw is NaN. */
export interface DrawSummary {
  readonly mean: number;
  /** With n − 1 below. */
  readonly sd: number;
  readonly median: number;
  /** Quantiles as R's type 7. */
  readonly "q2.5": number;
  readonly "q97.5": number;
}

/**
 * Mean, standard deviation, median and 95 % interval of draws.
 *
 * @example drawSummary([1, 2, 3]).median; // 2
 */
export function drawSummary(draws: ArrayLike<number>): DrawSummary {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  const mean = sorted.reduce((sum, x) => sum + x, 0) / n;
  if (Number.isNaN(mean)) return missingSummary;
  const squares = sorted.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return {
    mean,
    sd: Math.sqrt(squares / (n - 1)),
    median: quantileOfSorted(sorted, 0.5),
    "q2.5": quantileOfSorted(sorted, 0.025),
    "q97.5": quantileOfSorted(sorted, 0.975),
  };
}

/** Of a quantity that cannot be computed. */
export const missingSummary: DrawSummary = { mean: NaN, sd: NaN, median: NaN, "q2.5": NaN, "q97.5": NaN };

/** The share of draws above 0. */
export function shareAbove0(draws: ArrayLike<number>): number {
  let above = 0;
  for (let d = 0; d < draws.length; d += 1) if (draws[d]! > 0) above += 1;
  return above / draws.length;
}
