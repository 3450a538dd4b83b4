/** The diagonal of the inverse of a small square matrix. */

/**
 * Diagonal of A⁻¹ by Gaussian elimination with partial pivoting; NaN where A is singular. Meant for matrices of a few rows
 * that are not symmetric.
 *
 * @param matrix (n × n), row by row; overwritten.
 * @example inverseDiagonal(Float64Array.of(2, 0, 0, 4), 2); // [0.5, 0.25]
 */
export function inverseDiagonal(matrix: Float64Array, n: number, out = new Float64Array(n)): Float64Array {
  if (n === 1) {
    out[0] = 1 / matrix[0]!;
    return out;
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) inverse[i * n + i] = 1;
  for (let column = 0; column < n; column += 1) {
    swapRows(matrix, inverse, n, column, pivotRow(matrix, n, column));
    const pivot = matrix[column * n + column]!;
    if (pivot === 0) return out.fill(NaN);
    for (let row = 0; row < n; row += 1) {
      if (row === column) continue;
      const factor = matrix[row * n + column]! / pivot;
      if (factor === 0) continue;
      for (let j = 0; j < n; j += 1) {
        matrix[row * n + j]! -= factor * matrix[column * n + j]!;
        inverse[row * n + j]! -= factor * inverse[column * n + j]!;
      }
    }
  }
  for (let k = 0; k < n; k += 1) out[k] = inverse[k * n + k]! / matrix[k * n + k]!;
  return out;
}

function pivotRow(matrix: Float64Array, n: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < n; row += 1) {
    if (Math.abs(matrix[row * n + column]!) > Math.abs(matrix[best * n + column]!)) best = row;
  }
  return best;
}

function swapRows(matrix: Float64Array, inverse: Float64Array, n: number, a: number, b: number): void {
  if (a === b) return;
  for (const m of [matrix, inverse]) {
    for (let j = 0; j < n; j += 1) [m[a * n + j], m[b * n + j]] = [m[b * n + j]!, m[a * n + j]!];
  }
}
