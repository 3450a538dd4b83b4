/** Eigenvalues and eigenvectors of a dense symmetric matrix. */
import { tridiagonalise, type Tridiagonal } from "./tridiagonalise.js";

export interface SymmetricEigen {
  /** Ascending. (n) */
  readonly values: Float64Array;
  /** Orthonormal, row by row: column k belongs to the k-th value, its largest entry positive. (n × n) */
  readonly vectors: Float64Array;
}

/** One value takes two or three turns. */
const mostTurns = 60;

/**
 * A = V diag(values) Vᵀ, by reflections to tridiagonal form and the QL method with implicit shifts (Golub & Van Loan 2013, Matrix
 * Computations, sections 8.3.1 and 8.3.3). Errors of values are a few ulp of the largest one.
 *
 * @param matrix (n × n), row by row, symmetric and finite; only its lower triangle is read
 * @throws Error for a matrix with an entry that is not finite
 * @example symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values; // [1, 3]
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const { values, axes } = decompose(matrix, n, true);
  const order = ascending(values);
  const vectors = new Float64Array(n * n);
  order.forEach((from, k) => {
    const axis = axes!.subarray(from * n, (from + 1) * n);
    const sign = signOf(axis);
    for (let i = 0; i < n; i++) vectors[i * n + k] = sign * axis[i];
  });
  return { values: Float64Array.from(order, (from) => values[from]), vectors };
}

/**
 * The eigenvalues alone, ascending, in a fraction of the time.
 *
 * @param matrix As for {@link symmetricEigen}
 * @example symmetricEigenvalues(Float64Array.of(2, 1, 1, 2), 2); // [1, 3]
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  return decompose(matrix, n, false).values.sort();
}

function decompose(matrix: Float64Array, n: number, withAxes: boolean) {
  const scale = largest(matrix, n);
  // Squares of what is far from 1 would overflow or vanish.
  const scaled = scale === 0 ? matrix.slice() : matrix.map((x) => x / scale);
  const { diagonal, beside, axes } = tridiagonalise(scaled, n, withAxes);
  diagonalise({ diagonal, beside, axes });
  return { values: diagonal.map((x) => x * scale), axes };
}

function largest(matrix: Float64Array, n: number): number {
  let most = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const size = Math.abs(matrix[i * n + j]);
      if (!(size < Infinity)) throw new Error(`entry (${i}, ${j}) of the matrix is not finite`);
      if (size > most) most = size;
    }
  }
  return most;
}

/** Makes a tridiagonal matrix diagonal, and its axes those of the result. */
function diagonalise(matrix: Tridiagonal): void {
  const { diagonal, beside } = matrix;
  const n = diagonal.length;
  for (let first = 0; first < n; first++) {
    for (let turn = 0; ; turn++) {
      let last = first;
      while (last < n - 1 && !isNegligible(matrix, last)) last++;
      if (last === first) break;
      if (turn === mostTurns) throw new Error(`an eigenvalue was not found in ${mostTurns} turns`);
      chase(matrix, first, last, shiftOf(diagonal[first], diagonal[first + 1], beside[first]));
    }
  }
}

/** Whether an entry beside the diagonal no longer changes its neighbours, or anything of a matrix whose largest entry is 1. */
function isNegligible({ diagonal, beside }: Tridiagonal, i: number): boolean {
  const { EPSILON } = Number;
  const ulp = 0.5 * EPSILON * (Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]));
  return Math.abs(beside[i]) <= Math.max(ulp, EPSILON * EPSILON);
}

/** The eigenvalue of [[a, b], [b, c]] that is closer to a (Wilkinson's shift). */
function shiftOf(a: number, c: number, b: number): number {
  const half = (c - a) / 2;
  const root = Math.sqrt(half * half + b * b);
  return a - (b * b) / (half + (half < 0 ? -root : root));
}

/** One turn of QL on the rows from `first` to `last`: a rotation at the end, and others that chase what it leaves to the start. */
function chase({ diagonal, beside, axes }: Tridiagonal, first: number, last: number, shift: number): void {
  const n = diagonal.length;
  let x = diagonal[last] - shift;
  let z = beside[last - 1];
  for (let k = last - 1; k >= first; k--) {
    const length = Math.sqrt(x * x + z * z);
    const [c, s] = length === 0 ? [1, 0] : [x / length, z / length];
    if (k < last - 1) beside[k + 1] = length;
    // Rows and columns k and k + 1 of the matrix are rotated.
    const [low, high, between] = [diagonal[k], diagonal[k + 1], beside[k]];
    const moved = s * (s * (low - high) + 2 * c * between);
    diagonal[k] = low - moved;
    diagonal[k + 1] = high + moved;
    beside[k] = c * s * (low - high) + (c * c - s * s) * between;
    x = beside[k];
    if (k > first) {
      z = s * beside[k - 1];
      beside[k - 1] *= c;
    }
    if (axes) rotateRows(axes, n, k, c, s);
  }
}

function rotateRows(axes: Float64Array, n: number, k: number, c: number, s: number): void {
  for (let at = k * n, end = at + n; at < end; at++) {
    const low = axes[at];
    const high = axes[at + n];
    axes[at] = c * low - s * high;
    axes[at + n] = s * low + c * high;
  }
}

/** Places of values in their order; equal ones stay in theirs. */
function ascending(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
}

/** −1 where the entry that is largest in size, the first of several, is negative. */
function signOf(axis: Float64Array): number {
  let most = 0;
  for (const x of axis) if (Math.abs(x) > Math.abs(most)) most = x;
  return most < 0 ? -1 : 1;
}
