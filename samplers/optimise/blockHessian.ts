/** Curvature of a log density in a block of its coordinates, from gradients. */
import type { LogDensity } from "../../engine/core/LogDensity.js";

/** The fourth root of the rounding unit: errors of truncation and of rounding are then about 10⁻⁸ of the curvature's size. */
const STEP = 1.220703125e-4;
/** Halvings of a step that leads to where the density is not finite. */
const MOST_HALVINGS = 20;

/**
 * The negative Hessian of a log density with respect to coordinates `from` up to, but not including, `to`, by central
 * differences of gradients, made symmetric. Takes 2 gradients a coordinate, more at an edge of the support. Rows are NaN
 * where even a tiny step is not finite.
 *
 * @returns (d × d), row by row, d = to - from
 * @example blockHessian(density, maximum.position, 0, 4)
 */
export function blockHessian(density: LogDensity, position: Float64Array, from: number, to: number): Float64Array {
  const size = to - from;
  const rows = new Float64Array(size * size);
  const moved = position.slice();
  const above = new Float64Array(density.dimension);
  const below = new Float64Array(density.dimension);
  const isFinite = (at: number, gradient: Float64Array, index: number) => {
    moved[index] = at;
    const value = density.evaluate(moved, gradient);
    return Number.isFinite(value) && gradient.subarray(from, to).every(Number.isFinite);
  };
  for (let row = 0; row < size; row++) {
    const index = from + row;
    const x = position[index];
    let step = STEP * Math.max(1, Math.abs(x));
    let halvings = 0;
    while (!(isFinite(x + step, above, index) && isFinite(x - step, below, index)) && halvings++ < MOST_HALVINGS) {
      step /= 2;
    }
    // The step as it came out, after rounding of the sums.
    const width = halvings > MOST_HALVINGS ? NaN : x + step - (x - step);
    for (let k = 0; k < size; k++) rows[row * size + k] = (below[from + k] - above[from + k]) / width;
    moved[index] = x;
  }
  return rows.map((value, at) => 0.5 * (value + rows[(at % size) * size + Math.floor(at / size)]));
}
