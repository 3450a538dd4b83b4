/** The linear map under which a normal of a given precision becomes standard. */
import { cholesky } from "../../engine/math/cholesky.js";
import { solveTriangular } from "../../engine/math/solveTriangular.js";

/**
 * Lower triangular F with F Fᵀ = H⁻¹, so that x = F z has precision H when z is standard normal. Where H is not positive
 * definite F is diagonal, with 1 / √H_ii, or 1 where that is not a positive finite number.
 *
 * @param matrix H (size × size), row by row, symmetric
 * @returns (size × size), row by row, zeros above the diagonal
 * @example inverseRoot(Float64Array.of(4, 0, 0, 25), 2); // [0.5, 0, 0, 0.2]
 */
export function inverseRoot(matrix: Float64Array, size: number): Float64Array {
  // With rows and columns in reverse order J H J = L Lᵀ; then H = U Uᵀ with U = J L J upper triangular, and F = U⁻ᵀ.
  const factor = cholesky(matrix.slice().reverse(), size);
  const root = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[size - 1 - column] = 1;
    const solved = solveTriangular(factor, unit, "transposed");
    for (let row = column; row < size; row++) root[row * size + column] = solved[size - 1 - row];
  }
  return root.every(Number.isFinite) ? root : diagonalRoot(matrix, size);
}

function diagonalRoot(matrix: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const scale = 1 / Math.sqrt(matrix[i * size + i]);
    root[i * size + i] = scale > 0 && scale < Infinity ? scale : 1;
  }
  return root;
}
