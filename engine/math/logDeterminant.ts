/** The log determinant of a positive definite matrix from its Cholesky factor. */
import { log } from "./log.js";

/**
 * log |A| of A = L Lᵀ.
 *
 * @param factor L (n × n), row by row, as {@link cholesky} gives it; NaN where it failed
 * @example logDeterminant(Float64Array.of(2, 0, 1, 2), 2); // 2.772588722239781 = log 16
 */
export function logDeterminant(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += log(factor[i * n + i]);
  return 2 * sum;
}
