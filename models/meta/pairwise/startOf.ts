/** Where the coefficients of a meta-analysis lie, roughly. */
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import type { MetaFrame } from "./MetaFrame.js";

/**
 * Least squares with weights of random effects of the method of moments without moderators (DerSimonian & Laird 1986), rows taken for
 * independent, and the standard errors of these. A place to start from and a unit to move in, not an answer.
 */
export function startOf({ effects, variances, coefficients }: MetaFrame): {
  readonly origin: Float64Array;
  readonly scales: Float64Array;
} {
  const size = coefficients.length;
  const weights = variances.map((variance) => 1 / (variance + momentVariance(effects, variances)));
  const normal = new Float64Array(size * size);
  const right = new Float64Array(size);
  coefficients.forEach(({ column }, i) => {
    column.forEach((x, row) => (right[i]! += weights[row]! * x * effects[row]!));
    coefficients.forEach(({ column: other }, j) => {
      column.forEach((x, row) => (normal[i * size + j]! += weights[row]! * x * other[row]!));
    });
    // Columns that follow from others leave nothing to be solved for.
    normal[i * (size + 1)]! *= 1 + 1e-8;
    if (normal[i * (size + 1)] === 0) normal[i * (size + 1)] = 1;
  });
  const factor = cholesky(normal, size);
  const origin = solveTriangular(factor, solveTriangular(factor, right), "transposed");
  const scales = Float64Array.from({ length: size }, (_, k) => 1 / Math.sqrt(normal[k * (size + 1)]!));
  if (origin.every(Number.isFinite)) return { origin, scales };
  return { origin: new Float64Array(size), scales };
}

/** Variance between effects by the method of moments; 0 where they differ less than their errors. */
export function momentVariance(effects: ArrayLike<number>, variances: ArrayLike<number>): number {
  const n = effects.length;
  let [sum, squares, mean] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const weight = 1 / variances[i]!;
    sum += weight;
    squares += weight * weight;
    mean += weight * effects[i]!;
  }
  mean /= sum;
  let q = 0;
  for (let i = 0; i < n; i++) q += ((effects[i]! - mean) * (effects[i]! - mean)) / variances[i]!;
  const scale = sum - squares / sum;
  return scale > 0 ? Math.max(0, (q - (n - 1)) / scale) : 0;
}
