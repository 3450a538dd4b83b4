/** A density on the cube that is linear along each side of its cells: drawn from exactly, and known everywhere. */
import type { Rng } from "../../engine/core/Rng.js";
import type { Cells } from "./refineCells.js";

/** A density on the cube, not normalised. */
export interface CellDensity {
  readonly dimension: number;
  /** Integral over the cube. */
  readonly mass: number;
  /** Writes a draw; returns the density there. Takes 1 + dimension uniforms. */
  draw(rng: Rng, point: Float64Array): number;
  /** The density at a point. */
  at(point: Float64Array): number;
}

/** Share of the mass that is spread evenly, so that the density is 0 nowhere. */
const SPREAD = 0.002;

/**
 * The density that interpolates linearly between the corners of the cells, with 0.2 % of its mass added as a constant: a density
 * that is bounded on the cube is then a bounded multiple of it, also where cells have missed something.
 *
 * @param cells of one or two dimensions
 */
export function cellDensity({ dimension, count, lower, width, corners }: Cells): CellDensity {
  const perCell = 1 << dimension;
  const volume = new Float64Array(count).fill(1);
  for (let i = 0; i < count * dimension; i++) volume[Math.floor(i / dimension)] *= width[i];
  const massOf = (heights: Float64Array, cell: number) => {
    let sum = 0;
    for (let k = 0; k < perCell; k++) sum += heights[cell * perCell + k];
    return (volume[cell] * sum) / perCell;
  };
  let mass = 0;
  for (let cell = 0; cell < count; cell++) mass += massOf(corners, cell);
  const ground = (SPREAD * mass) / perCell;
  const heights = corners.map((height) => height + ground);
  /** Mass of the cells up to and including each. */
  const reached = new Float64Array(count);
  let total = 0;
  for (let cell = 0; cell < count; cell++) reached[cell] = total += massOf(heights, cell);

  const cellOfMass = (below: number) => {
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached[middle] > below) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    dimension,
    mass: total,
    draw(rng, point) {
      const cell = cellOfMass(rng.uniform() * total);
      const first = cell * perCell;
      if (dimension === 1) {
        const a = heights[first];
        const b = heights[first + 1];
        const t = rampQuantile(a, b, rng.uniform());
        point[0] = lower[cell] + t * width[cell];
        return a + t * (b - a);
      }
      const h00 = heights[first];
      const h10 = heights[first + 1];
      const h01 = heights[first + 2];
      const h11 = heights[first + 3];
      const t = rampQuantile(h00 + h01, h10 + h11, rng.uniform());
      const a = h00 + t * (h10 - h00);
      const b = h01 + t * (h11 - h01);
      const s = rampQuantile(a, b, rng.uniform());
      point[0] = lower[2 * cell] + t * width[2 * cell];
      point[1] = lower[2 * cell + 1] + s * width[2 * cell + 1];
      return a + s * (b - a);
    },
    at(point) {
      const part = (cell: number, k: number) => (point[k] - lower[cell * dimension + k]) / width[cell * dimension + k];
      const isIn = (cell: number) => {
        for (let k = 0; k < dimension; k++) {
          const t = part(cell, k);
          if (!(t >= 0 && t <= 1)) return false;
        }
        return true;
      };
      let cell = 0;
      while (cell < count && !isIn(cell)) cell++;
      // Where ends of neighbours are apart by a rounding, a point may lie between them.
      if (cell === count) return ground;
      let density = 0;
      for (let corner = 0; corner < perCell; corner++) {
        let weight = 1;
        for (let k = 0; k < dimension; k++) weight *= (corner >> k) & 1 ? part(cell, k) : 1 - part(cell, k);
        density += weight * heights[cell * perCell + corner];
      }
      return density;
    },
  };
}

/**
 * The u-quantile of the density on (0, 1) that goes linearly from a to b, both nonnegative and one positive: the root of
 * a t + (b - a) t² / 2 = u (a + b) / 2, without a difference of nearly equal numbers.
 *
 * @example rampQuantile(1, 1, 0.25) // 0.25
 */
export function rampQuantile(a: number, b: number, u: number): number {
  return (u * (a + b)) / (a + Math.sqrt(a * a + u * (b - a) * (b + a)));
}
