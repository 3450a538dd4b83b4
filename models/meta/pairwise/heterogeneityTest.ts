/** Whether effects differ more than their sampling errors explain: Cochran's Q and what is made of it. */
import { incompleteGammaUpper } from "../../../engine/math/incompleteGamma.js";
import { weightedCoefficient, weightedFit } from "./weightedFit.js";

export interface HeterogeneityTest {
  /** Weighted sum of squares of effects around their fixed-effect mean, or what moderators leave of it. */
  readonly q: number;
  readonly df: number;
  /** Of a chi-squared law; NaN for fewer than two effects. */
  readonly p: number;
  /** Share of the variance of effects that is not sampling error, from tau squared by the method of moments; 0 to 1. */
  readonly i2: number;
  /** Total over sampling variance, 1 / (1 − I²). */
  readonly h2: number;
  /** Variance between studies by the method of moments (DerSimonian & Laird 1986), that of it which moderators leave. */
  readonly tau2: number;
  /** Inverse-variance mean without heterogeneity, of moderators the first coefficient, and its standard error. */
  readonly mean: number;
  readonly se: number;
}

/**
 * Cochran's Q of independent effects with the statistics of Higgins & Thompson 2002 (Stat. Med. 21, 1539-1558): I² = max(0, (Q − df)/Q),
 * H² = Q/df as tau²/s² + 1 with the typical sampling variance s². With moderators it is the residual QE of `rma(yi, vi, mods)` of metafor.
 *
 * @param variances Sampling variances.
 * @param design Columns of the mean, a constant unless told.
 */
export function heterogeneityTest(
  effects: ArrayLike<number>,
  variances: ArrayLike<number>,
  design: Design = constant(variances),
): HeterogeneityTest {
  const weights = Float64Array.from(variances, (variance) => 1 / variance);
  const { rank, squares: q, trace } = weightedFit(effects, weights, design);
  const df = effects.length - rank;
  const tau2 = df > 0 ? Math.max(0, (q - df) / trace) : 0;
  const i2 = df > 0 ? tau2 / (tau2 + df / trace) : NaN;
  const [first, ...others] = design;
  const { estimate: mean, se } = weightedCoefficient(effects, weights, first!, others);
  return { q, df, p: df > 0 ? incompleteGammaUpper(q / 2, df / 2) : NaN, i2, h2: 1 / (1 - i2), tau2, mean, se };
}

/** Columns by which the mean effect depends on rows. */
export type Design = readonly ArrayLike<number>[];

/** The mean effect alone. */
export function constant({ length }: ArrayLike<number>): Design {
  return [new Float64Array(length).fill(1)];
}

/**
 * Typical sampling variance of Higgins & Thompson 2002, equation 9: (k − 1) Σ w / ((Σ w)² − Σ w²), with moderators (k − p) over the trace of
 * W − W X (Xᵀ W X)⁻¹ Xᵀ W, as in metafor.
 */
export function typicalVariance(variances: ArrayLike<number>, design: Design = constant(variances)): number {
  const weights = Float64Array.from(variances, (variance) => 1 / variance);
  const { rank, trace } = weightedFit(weights, weights, design);
  return (weights.length - rank) / trace;
}

/** I² of draws of heterogeneity: tau² over itself plus the typical sampling variance. */
export function i2Draws(tau: ArrayLike<number>, variances: ArrayLike<number>): Float64Array {
  const typical = typicalVariance(variances);
  return Float64Array.from(tau, (sd) => (sd * sd) / (sd * sd + typical));
}
