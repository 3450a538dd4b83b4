/** The Cholesky factor of a sparse matrix, its adjoint, and its determinant. */
import { log } from "../log.js";
import type { FactorStructure } from "./FactorPattern.js";

/**
 * Values of L with L Lᵀ = P A Pᵀ, column by column: each is what A has there, less the columns to its left that reach it
 * (left-looking; Davis 2006, Direct Methods for Sparse Linear Systems, section 4.10).
 *
 * @param structure Of L
 * @param values Entries of A in the order of its pattern (entries)
 * @param out Where to write (factorEntries)
 * @returns `out`, with a NaN on the diagonal where A is not positive definite
 */
export function factorise(
  structure: FactorStructure,
  values: ArrayLike<number>,
  out: Float64Array = new Float64Array(structure.factorEntries),
): Float64Array {
  const { size, entries, columnStart, rowIndex, entryTarget, rowStart, rowPlaces, rowColumns } = structure;
  out.fill(0);
  for (let e = 0; e < entries; e++) out[entryTarget[e]] = values[e];
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    const [start, end] = [columnStart[j], columnStart[j + 1]];
    for (let p = start; p < end; p++) column[rowIndex[p]] = out[p];
    for (let t = rowStart[j]; t < rowStart[j + 1]; t++) {
      const [place, last] = [rowPlaces[t], columnStart[rowColumns[t] + 1]];
      const factor = out[place];
      for (let p = place; p < last; p++) column[rowIndex[p]] -= out[p] * factor;
    }
    const reciprocal = 1 / Math.sqrt(column[j]);
    // NaN of a pivot that is 0, infinite or negative.
    for (let p = start; p < end; p++) out[p] = column[rowIndex[p]] * reciprocal;
  }
  return out;
}

/**
 * Adjoint of {@link factorise}: its steps run backwards (Murray 2016, arXiv:1602.07527). An entry below the diagonal of A stands
 * for both of its places.
 *
 * @param structure Of L
 * @param factor Values of L (factorEntries)
 * @param factorBar Derivatives of something by the values of L (factorEntries)
 * @param out Where to write (entries)
 * @returns `out`: its derivatives by the entries of A
 */
export function factoriseAdjoint(
  structure: FactorStructure,
  factor: ArrayLike<number>,
  factorBar: ArrayLike<number>,
  out: Float64Array = new Float64Array(structure.entries),
): Float64Array {
  const { size, entries, columnStart, rowIndex, entryTarget, rowStart, rowPlaces, rowColumns } = structure;
  const bar = Float64Array.from(factorBar);
  const column = new Float64Array(size);
  for (let j = size - 1; j >= 0; j--) {
    const [start, end] = [columnStart[j], columnStart[j + 1]];
    const reciprocal = 1 / factor[start];
    let slope = bar[start];
    for (let p = start + 1; p < end; p++) {
      const scaled = bar[p] * reciprocal;
      bar[p] = scaled;
      column[rowIndex[p]] = scaled;
      slope -= factor[p] * scaled;
    }
    bar[start] = column[j] = 0.5 * slope * reciprocal;
    for (let t = rowStart[j]; t < rowStart[j + 1]; t++) {
      const [place, last] = [rowPlaces[t], columnStart[rowColumns[t] + 1]];
      const across = factor[place];
      let sum = 0;
      for (let p = place; p < last; p++) {
        const scaled = column[rowIndex[p]];
        bar[p] -= scaled * across;
        sum += scaled * factor[p];
      }
      bar[place] -= sum;
    }
  }
  for (let e = 0; e < entries; e++) out[e] = bar[entryTarget[e]];
  return out;
}

/**
 * log |A| from its factor: twice the sum of the logarithms of the diagonal.
 *
 * @param structure Of L
 * @param factor Values of L (factorEntries)
 */
export function logDeterminant({ size, columnStart }: FactorStructure, factor: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += log(factor[columnStart[j]]);
  return 2 * sum;
}

/**
 * The inverse of A where A has entries: d log |A| / dA, in which an entry below the diagonal counts for both of its places.
 * (Its values at these places follow from L without the rest of the inverse, as in Takahashi, Fagan & Chin 1973.)
 *
 * @param structure Of L
 * @param factor Values of L (factorEntries)
 * @returns Entries of A⁻¹ in the order of A's pattern (entries)
 */
export function selectedInverse(structure: FactorStructure, factor: ArrayLike<number>): Float64Array {
  const { size, columnStart, entryTarget, factorEntries } = structure;
  const slopes = new Float64Array(factorEntries);
  for (let j = 0; j < size; j++) slopes[columnStart[j]] = 2 / factor[columnStart[j]];
  const inverse = factoriseAdjoint(structure, factor, slopes);
  entryTarget.forEach((place, e) => (inverse[e] *= slopes[place] === 0 ? 0.5 : 1));
  return inverse;
}
