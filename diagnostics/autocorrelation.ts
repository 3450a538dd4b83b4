/** How much a draw says of a later one. */
import { autocovariance } from "./autocovariance.js";
import { hasNonfinite, isConstant } from "./moments.js";
import type { Reason } from "./statistic.js";

/** Correlations by lag, with the reason where there are none. */
export interface Autocorrelation {
  /** At lags 0, 1, …; empty where there is a reason. */
  readonly values: Float64Array;
  readonly reason?: Reason;
}

/**
 * Correlation of a series with itself at lags 0, …, `lags`: autocovariances over the first of them, each with the denominator n.
 * `lags` is at most n - 1, which is the default.
 *
 * @example autocorrelation(Float64Array.of(1, 2, 3)).values // [1, 0, -0.5]
 */
export function autocorrelation(series: Float64Array, lags: number = series.length - 1): Autocorrelation {
  const nothing = (reason: Reason) => ({ values: new Float64Array(0), reason });
  if (series.length === 0) return nothing("noDraws");
  if (hasNonfinite([series])) return nothing("nonfinite");
  if (isConstant([series])) return nothing("constant");
  const covariances = autocovariance(series).subarray(0, lags + 1);
  return { values: covariances.map((covariance) => covariance / covariances[0]) };
}
