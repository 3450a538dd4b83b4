/** Solutions with a sparse Cholesky factor and with its transpose, outside of any graph. */
import type { FactorStructure } from "./FactorPattern.js";

/**
 * x of L x = b.
 *
 * @param structure Of L
 * @param factor Values of L (factorEntries)
 * @param b Right side, in the order of elimination (n)
 * @param out Where to write (n); may be `b` itself
 * @returns `out`
 */
export function solveLower(
  { size, columnStart, rowIndex }: FactorStructure,
  factor: ArrayLike<number>,
  b: ArrayLike<number>,
  out: Float64Array = new Float64Array(size),
): Float64Array {
  if (out !== b) out.set(b);
  for (let j = 0; j < size; j++) {
    const start = columnStart[j];
    const x = (out[j] /= factor[start]);
    for (let p = start + 1; p < columnStart[j + 1]; p++) out[rowIndex[p]] -= factor[p] * x;
  }
  return out;
}

/**
 * x of Lᵀ x = b.
 *
 * @param structure Of L
 * @param factor Values of L (factorEntries)
 * @param b Right side, in the order of elimination (n)
 * @param out Where to write (n); may be `b` itself
 * @returns `out`
 */
export function solveLowerTransposed(
  { size, columnStart, rowIndex }: FactorStructure,
  factor: ArrayLike<number>,
  b: ArrayLike<number>,
  out: Float64Array = new Float64Array(size),
): Float64Array {
  if (out !== b) out.set(b);
  for (let j = size - 1; j >= 0; j--) {
    const start = columnStart[j];
    let rest = out[j];
    for (let p = start + 1; p < columnStart[j + 1]; p++) rest -= factor[p] * out[rowIndex[p]];
    out[j] = rest / factor[start];
  }
  return out;
}

/**
 * Adjoint of a solution by L: minus the products u_i v_j, at the places of L.
 *
 * @param structure Of L
 * @param u By row, in the order of elimination (n)
 * @param v By column (n)
 * @param out Where to write (factorEntries)
 * @returns `out`
 */
export function negativeOuter(
  { size, columnStart, rowIndex, factorEntries }: FactorStructure,
  u: ArrayLike<number>,
  v: ArrayLike<number>,
  out: Float64Array = new Float64Array(factorEntries),
): Float64Array {
  for (let j = 0; j < size; j++) {
    const across = -v[j];
    for (let p = columnStart[j]; p < columnStart[j + 1]; p++) out[p] = u[rowIndex[p]] * across;
  }
  return out;
}
