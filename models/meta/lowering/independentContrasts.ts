/** Correlated contrasts of a study as independent ones. */

export interface IndependentContrasts {
  /** Unit lower triangular M, row by row: M times the contrasts are independent. */
  readonly transform: Float64Array;
  /** Standard deviation of each of these. */
  readonly sd: Float64Array;
}

/**
 * Of contrasts with covariance V = L D Lᵀ: M = L⁻¹ and √D. Each contrast is left as what those before it do not tell of it, so
 * that the product of the densities is that of the contrasts (the Jacobian of M is 1).
 *
 * @param covariance V, row by row, positive definite.
 */
export function independentContrasts(covariance: Float64Array, size: number): IndependentContrasts {
  const lower = new Float64Array(size * size);
  const variance = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = covariance[i * size + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * size + k]! * lower[j * size + k]! * variance[k]!;
      if (i === j) variance[i] = rest;
      lower[i * size + j] = i === j ? 1 : rest / variance[j]!;
    }
  }
  const transform = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    for (let i = column; i < size; i++) {
      let value = i === column ? 1 : 0;
      for (let k = column; k < i; k++) value -= lower[i * size + k]! * transform[k * size + column]!;
      transform[i * size + column] = value;
    }
  }
  return { transform, sd: variance.map((value) => Math.sqrt(value)) };
}
