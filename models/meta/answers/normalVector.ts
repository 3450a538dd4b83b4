/** Several correlated normal observations. */
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import { logDeterminant } from "../../../engine/math/logDeterminant.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";

/** A normal law of n numbers with known covariance, its Cholesky factor at hand. */
export interface NormalVector {
  /** Lower triangular (n × n), row by row. */
  readonly factor: Float64Array;
  /** (y − mean)ᵀ V⁻¹ (y − mean). */
  quadratic(residual: ArrayLike<number>): number;
  logDensity(residual: ArrayLike<number>): number;
  /** V⁻¹ residual, (n). */
  weigh(residual: ArrayLike<number>): Float64Array;
}

/** @param covariance (n × n), row by row. */
export function normalVector(covariance: Float64Array, n: number): NormalVector {
  const factor = cholesky(covariance, n);
  const constant = -n * LOG_SQRT_2PI - 0.5 * logDeterminant(factor, n);
  const half = (residual: ArrayLike<number>) => solveTriangular(factor, Float64Array.from(residual));
  const quadratic = (residual: ArrayLike<number>) => half(residual).reduce((sum, x) => sum + x * x, 0);
  return {
    factor,
    quadratic,
    logDensity: (residual) => constant - 0.5 * quadratic(residual),
    weigh: (residual) => solveTriangular(factor, half(residual), "transposed"),
  };
}
