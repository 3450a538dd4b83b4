/** Quantiles of a generalised Pareto distribution. */
import { expm1 } from "../../engine/math/expm1.js";
import { log1p } from "../../engine/math/log1p.js";

/**
 * The `p` quantile, sigma ((1 - p)^(-k) - 1)/k, and -sigma log(1 - p) at k = 0. NaN where p is not in [0, 1] or sigma is
 * not positive.
 *
 * @example gpdQuantile(0.5, 0.2, 1) // 0.743…
 */
export function gpdQuantile(p: number, k: number, sigma: number): number {
  if (!(p >= 0 && p <= 1) || !(sigma > 0) || Number.isNaN(k)) return NaN;
  const logLeft = log1p(-p);
  return k === 0 ? -sigma * logLeft : (sigma * expm1(-k * logLeft)) / k;
}
