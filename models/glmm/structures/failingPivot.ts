/** Where a symmetric matrix stops being positive definite. */
import { definite } from "./definite.js";

/** Rows that are filled together, so that those before them are fetched from memory once for all of them. */
const rowsAtOnce = 16;

export interface FailingPivot {
  readonly row: number;
  /** Variance of this row's level given those of the rows before it: not safely above 0. */
  readonly variance: number;
}

/**
 * The first row of a covariance whose variance given the rows before it is not safely above 0, as by the Cholesky factor, which is
 * made a few rows at a time until then. Undefined where the matrix is positive definite.
 *
 * @param matrix (n × n), row by row, symmetric; only its lower triangle is read
 * @example failingPivot(Float64Array.of(1, 2, 2, 1), 2); // { row: 1, variance: -3 }
 */
export function failingPivot(matrix: Float64Array, n: number): FailingPivot | undefined {
  const factor = new Float64Array(n * n);
  const fill = (i: number, j: number) => {
    const [row, above] = [i * n, j * n];
    factor[row + j] = (matrix[row + j] - dot(factor, row, above, j)) / factor[above + j];
  };
  for (let start = 0; start < n; start += rowsAtOnce) {
    const end = Math.min(n, start + rowsAtOnce);
    for (let j = 0; j < start; j++) for (let i = start; i < end; i++) fill(i, j);
    for (let i = start; i < end; i++) {
      for (let j = start; j < i; j++) fill(i, j);
      const row = i * n;
      const variance = matrix[row + i] - dot(factor, row, row, i);
      if (!definite.pivot(variance, matrix[row + i])) return { row: i, variance };
      factor[row + i] = Math.sqrt(variance);
    }
  }
  return undefined;
}

/** Product of the first `length` elements from two places of one array; four sums, since one would wait for itself. */
function dot(values: Float64Array, i: number, j: number, length: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const even = length - (length % 4);
  for (let k = 0; k < even; k += 4) {
    a += values[i + k] * values[j + k];
    b += values[i + k + 1] * values[j + k + 1];
    c += values[i + k + 2] * values[j + k + 2];
    d += values[i + k + 3] * values[j + k + 3];
  }
  for (let k = even; k < length; k++) a += values[i + k] * values[j + k];
  return a + b + (c + d);
}
