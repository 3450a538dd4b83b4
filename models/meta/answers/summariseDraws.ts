/** Mean, standard deviation and three quantiles of draws: a cell of a table of effects. */
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";

/** Spelt as in `nma.json`. */
export interface EffectSummary {
  readonly mean: number;
  readonly sd: number;
  readonly "q2.5": number;
  readonly q50: number;
  readonly "q97.5": number;
}

/** Summary of draws; the standard deviation has n − 1 below. All NaN for no draws. */
export function summariseDraws(draws: ArrayLike<number>): EffectSummary {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  const mean = sorted.reduce((sum, x) => sum + x, 0) / n;
  const squares = sorted.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return {
    mean,
    sd: Math.sqrt(squares / (n - 1)),
    "q2.5": quantileOfSorted(sorted, 0.025),
    q50: quantileOfSorted(sorted, 0.5),
    "q97.5": quantileOfSorted(sorted, 0.975),
  };
}
