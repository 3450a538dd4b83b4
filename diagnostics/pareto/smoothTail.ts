/** Replaces the values of a tail by quantiles of the generalised Pareto distribution fitted to them. */
import type { Reason } from "../statistic.js";
import { gpdFit } from "./gpdFit.js";
import { gpdQuantile } from "./gpdQuantile.js";
import { smallestTail } from "./tailLength.js";

/** A fitted tail. */
export interface SmoothedTail {
  /** Shape of the fitted distribution, with its prior; NaN with a reason where none can be fitted. */
  readonly k: number;
  readonly reason?: Reason;
  /** As many ascending values as were given, to stand in their place, not cut off at the largest; absent where k is not finite. */
  readonly values?: Float64Array;
}

/** A range below this is taken for none, as in R's `posterior` and `loo`. */
const negligible = 2.220446049250313e-18;

/**
 * The ordered values above a cutoff, smoothed: the i-th of n becomes cutoff + the (i - 1/2)/n quantile of the fit (Vehtari et
 * al. 2024). How far the smoothed values may go is for the caller: R's `loo` cuts log weights at their largest before
 * normalisation, `posterior` cuts draws at their largest.
 *
 * @param tail ascending, none below `cutoff`
 * @example smoothTail(Float64Array.of(5.1, 5.3, 5.5, 5.9, 6.2, 7.4), 5).k // 0.340…
 */
export function smoothTail(tail: Float64Array, cutoff: number): SmoothedTail {
  const n = tail.length;
  if (n < smallestTail) return { k: NaN, reason: "tooShort" };
  if (!(tail[n - 1] - tail[0] >= negligible)) return { k: NaN, reason: "equalTail" };
  // NaN where the quarter nearest the cutoff is tied.
  const { k, sigma } = gpdFit(tail.map((x) => x - cutoff));
  if (Number.isNaN(k)) return { k, reason: "equalTail" };
  if (!Number.isFinite(k)) return { k };
  return { k, values: tail.map((_, i) => cutoff + gpdQuantile((i + 0.5) / n, k, sigma)) };
}
