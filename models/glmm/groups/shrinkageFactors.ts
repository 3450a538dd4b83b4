/** Shrinkage factors from information and covariance. */
import { inverseDiagonal } from "./inverseDiagonal.js";

/**
 * Prepares the shrinkage factors of a term: for a level of information I = ZᵀWZ in a draw, the diagonal of S(S + Σ)⁻¹ with
 * S = I⁻¹ and Σ the covariance of the effects. It is computed as that of (1 + ΣI)⁻¹, which is the same and needs no inverse of
 * I: a level that cannot determine all its coefficients has factors too. With one coefficient it is s²/(s² + sd²).
 *
 * @param sd Draws of each coefficient's standard deviation, `[coefficient][draw]`.
 * @param correlation Draws of the correlation of two coefficients, the lower number first; undefined where it is 0.
 * @returns Factors `[coefficient][draw]` of a level's information (draws × K × K).
 */
export function shrinkageFactors(
  sd: readonly Float64Array[],
  correlation: (first: number, second: number) => Float64Array | undefined,
): (information: Float64Array) => Float64Array[] {
  const size = sd.length;
  const draws = sd[0]!.length;
  const correlations = sd.map((_, k) =>
    sd.map((_, m) => (k === m ? undefined : correlation(Math.min(k, m), Math.max(k, m)))),
  );
  const matrix = new Float64Array(size * size);
  const diagonal = new Float64Array(size);
  return (information) => {
    const factors = sd.map(() => new Float64Array(draws));
    for (let d = 0; d < draws; d += 1) {
      // With effects measured in their standard deviations the diagonal is the same, and numbers are of one size.
      for (let k = 0; k < size; k += 1) {
        for (let m = 0; m < size; m += 1) {
          let sum = k === m ? 1 : 0;
          for (let l = 0; l < size; l += 1) {
            const rho = k === l ? 1 : (correlations[k]![l]?.[d] ?? 0);
            sum += rho * sd[l]![d]! * information[(d * size + l) * size + m]! * sd[m]![d]!;
          }
          matrix[k * size + m] = sum;
        }
      }
      inverseDiagonal(matrix, size, diagonal);
      for (let k = 0; k < size; k += 1) factors[k]![d] = diagonal[k]!;
    }
    return factors;
  };
}
