/** A symmetric matrix as a tridiagonal one seen along other axes. */

export interface Tridiagonal {
  /** (n) */
  readonly diagonal: Float64Array;
  /** Entry at (k + 1, k), and a 0 at the end. (n) */
  readonly beside: Float64Array;
  /** Row by row, row k the k-th axis. (n × n) Undefined where it was not asked for. */
  readonly axes: Float64Array | undefined;
}

/**
 * T and orthogonal W with A = Wᵀ T W, by reflections from the last row to the first, so that all work is along rows (Golub & Van
 * Loan 2013, Matrix Computations, algorithm 8.3.1 upside down).
 *
 * @param matrix (n × n), row by row; its lower triangle is read and overwritten
 * @param withAxes Whether W is wanted
 */
export function tridiagonalise(matrix: Float64Array, n: number, withAxes: boolean): Tridiagonal {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    diagonal[i] = matrix[i * n + i];
    const { weight, left } = reflection(matrix, i * n, i);
    beside[i - 1] = left;
    weights[i] = weight;
    if (weight !== 0) reflectBoth(matrix, n, i, weight);
  }
  if (n > 0) diagonal[0] = matrix[0];
  return { diagonal, beside, axes: withAxes ? axesOf(matrix, n, weights) : undefined };
}

/**
 * The reflection I − weight · v vᵀ that leaves of a row nothing but its last entry, `left`; v takes the row's place.
 * The weight is 0 where nothing is to be done.
 */
function reflection(matrix: Float64Array, start: number, length: number): { weight: number; left: number } {
  const end = start + length - 1;
  const last = matrix[end];
  let most = 0;
  for (let at = start; at < end; at++) most = Math.max(most, Math.abs(matrix[at]));
  if (most === 0) return { weight: 0, left: last };
  most = Math.max(most, Math.abs(last));
  let sum = 0;
  for (let at = start; at <= end; at++) {
    const x = (matrix[at] /= most);
    sum += x * x;
  }
  // Of the two that do, the one whose v has no cancellation.
  const left = matrix[end] > 0 ? -Math.sqrt(sum) : Math.sqrt(sum);
  const weight = 1 / (sum - matrix[end] * left);
  matrix[end] -= left;
  return { weight, left: left * most };
}

/** H A H of the leading block of i rows, H the reflection whose v is in row i: A − v wᵀ − w vᵀ. */
function reflectBoth(matrix: Float64Array, n: number, i: number, weight: number): void {
  const v = matrix.subarray(i * n, i * n + i);
  const w = symmetricProduct(matrix, n, v);
  let along = 0;
  for (let k = 0; k < i; k++) along += (w[k] *= weight) * v[k];
  const half = (weight * along) / 2;
  for (let k = 0; k < i; k++) w[k] -= half * v[k];
  for (let row = 0; row < i; row++) {
    const [a, b] = [v[row], w[row]];
    for (let k = 0, at = row * n; k <= row; k++, at++) matrix[at] -= a * w[k] + b * v[k];
  }
}

/** A v of the leading block of as many rows as v has, from its lower triangle. */
function symmetricProduct(matrix: Float64Array, n: number, v: Float64Array): Float64Array {
  const out = new Float64Array(v.length);
  for (let row = 0; row < v.length; row++) {
    const scale = v[row];
    let sum = 0;
    let at = row * n;
    for (let k = 0; k < row; k++, at++) {
      const x = matrix[at];
      sum += x * v[k];
      out[k] += x * scale;
    }
    out[row] += sum + matrix[at] * scale;
  }
  return out;
}

/** W as the product of the reflections, that of row 1 first. */
function axesOf(matrix: Float64Array, n: number, weights: Float64Array): Float64Array {
  const axes = new Float64Array(n * n);
  for (let k = 0; k < n; k++) axes[k * n + k] = 1;
  for (let i = 1; i < n; i++) {
    if (weights[i] === 0) continue;
    const v = matrix.subarray(i * n, i * n + i);
    // So far only the leading block differs from I.
    for (let row = 0; row < i; row++) {
      const axis = axes.subarray(row * n, row * n + i);
      let sum = 0;
      for (let k = 0; k < i; k++) sum += axis[k] * v[k];
      sum *= weights[i];
      for (let k = 0; k < i; k++) axis[k] -= sum * v[k];
    }
  }
  return axes;
}
