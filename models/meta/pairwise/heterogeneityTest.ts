/** Whether effects differ more than their sampling errors explain: Cochran's Q and what is made of it. */
import { incompleteGammaUpper } from "../../../engine/math/incompleteGamma.js";
import { momentVariance } from "./startOf.js";

export interface HeterogeneityTest {
  /** Weighted sum of squares of effects around their fixed-effect mean. */
  readonly q: number;
  readonly df: number;
  /** Of a chi-squared law; NaN for fewer than two effects. */
  readonly p: number;
  /** Share of the variance of effects that is not sampling error, from tau squared by the method of moments; 0 to 1. */
  readonly i2: number;
  /** Total over sampling variance, 1 / (1 − I²). */
  readonly h2: number;
  /** Variance between studies by the method of moments (DerSimonian & Laird 1986). */
  readonly tau2: number;
  /** Inverse-variance mean without heterogeneity, and its standard error. */
  readonly mean: number;
  readonly se: number;
}

/**
 * Cochran's Q of independent effects with the statistics of Higgins & Thompson 2002 (Stat. Med. 21, 1539-1558): I² = max(0, (Q − df)/Q),
 * H² = Q/df as tau²/s² + 1 with the typical sampling variance s².
 *
 * @param variances Sampling variances.
 */
export function heterogeneityTest(effects: ArrayLike<number>, variances: ArrayLike<number>): HeterogeneityTest {
  const weights = Array.from(variances, (variance) => 1 / variance);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = weights.reduce((sum, weight, i) => sum + weight * effects[i]!, 0) / total;
  const q = weights.reduce((sum, weight, i) => sum + weight * (effects[i]! - mean) * (effects[i]! - mean), 0);
  const df = effects.length - 1;
  const tau2 = momentVariance(effects, variances);
  const typical = typicalVariance(variances);
  const i2 = df > 0 ? tau2 / (tau2 + typical) : NaN;
  return {
    q,
    df,
    p: df > 0 ? incompleteGammaUpper(q / 2, df / 2) : NaN,
    i2,
    h2: 1 / (1 - i2),
    tau2,
    mean,
    se: 1 / Math.sqrt(total),
  };
}

/** Typical sampling variance of Higgins & Thompson 2002, equation 9: (k − 1) Σ w / ((Σ w)² − Σ w²). */
export function typicalVariance(variances: ArrayLike<number>): number {
  const weights = Array.from(variances, (variance) => 1 / variance);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  return ((weights.length - 1) * sum) / (sum * sum - squares);
}

/** I² of draws of heterogeneity: tau² over itself plus the typical sampling variance. */
export function i2Draws(tau: ArrayLike<number>, variances: ArrayLike<number>): Float64Array {
  const typical = typicalVariance(variances);
  return Float64Array.from(tau, (sd) => (sd * sd) / (sd * sd + typical));
}
