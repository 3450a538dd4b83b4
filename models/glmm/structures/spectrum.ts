/** The principal axes of a dense law, in which its effects are independent. */
import { symmetricEigen } from "../../../engine/math/symmetricEigen.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import type { DenseLaw } from "./Kernel.js";

export interface Spectrum {
  /** Variance along each axis, ascending. (n) */
  readonly variances: Float64Array;
  /** R with R Rᵀ the covariance: row by row, column k an axis of unit length times its standard deviation. (n × n) */
  readonly root: Float64Array;
}

const known = new WeakMap<DenseLaw, Spectrum>();

/** The axes of a law, worked out once. */
export function spectrumOf(law: DenseLaw): Spectrum {
  const before = known.get(law);
  if (before) return before;
  const size = Math.round(Math.sqrt(law.covariance.length));
  const { values, vectors } = symmetricEigen(law.covariance, size);
  const deviations = values.map(Math.sqrt);
  const spectrum = { variances: values, root: vectors.map((x, i) => x * deviations[i % size]!) };
  known.set(law, spectrum);
  return spectrum;
}

/** The inverse of a dense law's covariance at all places: the diagonal first, then the rest of the lower triangle by row. */
export function densePrecision(law: DenseLaw): { readonly pattern: SymmetricPattern; readonly values: Float64Array } {
  const { variances, root } = spectrumOf(law);
  const size = variances.length;
  const pattern = densePattern(size);
  // S = U D⁻¹ Uᵀ, of which R = U D^½ is known.
  const weights = variances.map((variance) => 1 / (variance * variance));
  const values = new Float64Array(pattern.rows.length);
  for (let e = 0; e < values.length; e += 1) {
    const [i, j] = [pattern.rows[e]! * size, pattern.columns[e]! * size];
    let sum = 0;
    for (let k = 0; k < size; k += 1) sum += root[i + k]! * root[j + k]! * weights[k]!;
    values[e] = sum;
  }
  return { pattern, values };
}

/** All places of a symmetric matrix, the diagonal first. */
export function densePattern(size: number): SymmetricPattern {
  const places = (size * (size + 1)) / 2;
  const rows = new Int32Array(places);
  const columns = new Int32Array(places);
  let next = size;
  for (let i = 0; i < size; i += 1) {
    rows[i] = columns[i] = i;
    for (let j = 0; j < i; j += 1) {
      rows[next] = i;
      columns[next++] = j;
    }
  }
  return { size, rows, columns };
}
