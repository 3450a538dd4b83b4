/** The little dense algebra that drawing vectors needs: matrices are arrays of rows. */
import { UserError } from "../../core/UserError.js";

/**
 * Lower Cholesky factor of a symmetric positive definite matrix.
 *
 * @throws UserError when it is not positive definite.
 */
export function choleskyOfRows(matrix: readonly ArrayLike<number>[]): Float64Array[] {
  const lower = matrix.map((row) => new Float64Array(row.length));
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j += 1) {
      let sum = row[j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i === j && !(sum > 0)) throw new UserError("the matrix of multivariate_normal is not positive definite.");
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  });
  return lower;
}

/** L z. */
export function lowerTimes(lower: readonly ArrayLike<number>[], z: Float64Array): Float64Array {
  return Float64Array.from(lower, (row, i) => {
    let sum = 0;
    for (let k = 0; k <= i; k += 1) sum += row[k]! * z[k]!;
    return sum;
  });
}

/** x with Lᵀ x = z. */
export function solveLowerTransposed(lower: readonly ArrayLike<number>[], z: Float64Array): Float64Array {
  const x = Float64Array.from(z);
  for (let i = x.length - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < x.length; k += 1) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}
