/** The log density of a level's normal rows with the level's effects integrated out, exactly. */
import { cholesky } from "../../../engine/math/cholesky.js";
import { log } from "../../../engine/math/log.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import type { LevelDesign } from "./levelDesign.js";

/** The log density of a row given the level's effects: constant − precision/2 · (residual − what they add to its predictor)². */
export interface NormalRow {
  readonly residual: number;
  readonly precision: number;
  readonly constant: number;
}

/**
 * log ∫ Π exp(constant_r − precision_r/2 (residual_r − m_rᵀ z)²) φ(z) dz in a draw. With W the precisions and A = I + MᵀWM it is the sum
 * for z = 0, minus ½ log |A|, plus ½ bᵀA⁻¹b with b = MᵀW residual.
 *
 * @param rowAt Of the level's r-th row.
 */
export function normalLevel(design: LevelDesign, draw: number, rowAt: (r: number) => NormalRow): number {
  const { size, places } = design;
  const matrix = new Float64Array(size * size);
  for (let k = 0; k < size; k += 1) matrix[k * size + k] = 1;
  const pull = new Float64Array(size);
  const weights = new Float64Array(places[0]?.length ?? 0);
  let sum = 0;
  for (let r = 0; r < places.length; r += 1) {
    const { residual, precision, constant } = rowAt(r);
    sum += constant - 0.5 * precision * residual * residual;
    if (precision === 0) continue;
    design.write(r, draw, weights);
    const at = places[r]!;
    for (let i = 0; i < at.length; i += 1) {
      const scaled = precision * weights[i]!;
      pull[at[i]!]! += scaled * residual;
      for (let j = 0; j < at.length; j += 1) matrix[at[i]! * size + at[j]!]! += scaled * weights[j]!;
    }
  }
  const factor = cholesky(matrix, size, matrix);
  const half = solveTriangular(factor, pull, "lower", pull);
  for (let k = 0; k < size; k += 1) sum += 0.5 * half[k]! * half[k]! - log(factor[k * size + k]!);
  return sum;
}
