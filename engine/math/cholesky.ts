/** The Cholesky factor of a dense matrix. */

/**
 * Lower triangular L with L Lᵀ = A.
 *
 * @param matrix (n × n), row by row, symmetric; only its lower triangle is read
 * @param out (n × n) to write into; may be `matrix` itself
 * @returns `out`: zeros above the diagonal; all NaN where the matrix is not positive definite
 * @example cholesky(Float64Array.of(4, 2, 2, 5), 2); // [2, 0, 1, 2]
 */
export function cholesky(matrix: Float64Array, n: number, out = new Float64Array(n * n)): Float64Array {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      out[row + j] = (matrix[row + j] - dot(out, row, j * n, j)) / out[j * n + j];
    }
    const pivot = matrix[row + i] - dot(out, row, row, i);
    if (!(pivot > 0 && pivot < Infinity)) return out.fill(NaN);
    out[row + i] = Math.sqrt(pivot);
    out.fill(0, row + i + 1, row + n);
  }
  return out;
}

/** Product of the first `length` elements from two places of one array. */
function dot(values: Float64Array, i: number, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += values[i + k] * values[j + k];
  return sum;
}
