/** The open cube (-1, 1)ⁿ as another name for ℝⁿ, so that tails are a matter of its rim. */
import { solveTriangular } from "../../engine/math/solveTriangular.js";

/** A one-to-one map between points of the cube and positions. */
export interface Cube {
  readonly dimension: number;
  /** Writes the position of a point. */
  toPosition(point: Float64Array, position: Float64Array): void;
  /** Writes the point of a position. */
  toPoint(position: Float64Array, point: Float64Array): void;
  /** Volume of positions for a volume of the cube, but for a constant factor; at least 1. */
  stretch(point: Float64Array): number;
  /**
   * Writes the gradient of log density + log stretch with respect to the point, from that of the log density with respect to
   * the position.
   */
  pullBack(point: Float64Array, gradient: Float64Array, out: Float64Array): void;
}

/**
 * The map position = centre + F z, z_k = v_k / (1 - v_k²), F lower triangular. A constant density on the cube has tails like a
 * Cauchy's, and a density with tails no heavier stays bounded up to the rim.
 *
 * @param factor F (n × n), row by row, none of its diagonal 0
 * @example
 * const point = new Float64Array(1);
 * cubeAround(Float64Array.of(5), Float64Array.of(2)).toPoint(Float64Array.of(5), point); // [0]
 */
export function cubeAround(centre: Float64Array, factor: Float64Array): Cube {
  const n = centre.length;
  return {
    dimension: n,
    toPosition(point, position) {
      for (let i = 0; i < n; i++) {
        let sum = centre[i];
        for (let k = 0; k <= i; k++) sum += factor[i * n + k] * (point[k] / (1 - point[k] * point[k]));
        position[i] = sum;
      }
    },
    toPoint(position, point) {
      const z = solveTriangular(
        factor,
        position.map((x, i) => x - centre[i]),
      );
      // The root of z v² + v = z between -1 and 1, without a difference of nearly equal numbers.
      for (let k = 0; k < n; k++) point[k] = (2 * z[k]) / (1 + Math.sqrt(1 + 4 * z[k] * z[k]));
    },
    stretch(point) {
      let product = 1;
      for (let k = 0; k < n; k++) product *= slope(point[k]);
      return product;
    },
    pullBack(point, gradient, out) {
      for (let k = 0; k < n; k++) {
        let sum = 0;
        for (let i = k; i < n; i++) sum += factor[i * n + k] * gradient[i];
        const square = point[k] * point[k];
        out[k] = sum * slope(point[k]) + (2 * point[k]) / (1 + square) + (4 * point[k]) / (1 - square);
      }
    },
  };
}

/** dz/dv. */
function slope(v: number): number {
  const rest = 1 - v * v;
  return (1 + v * v) / (rest * rest);
}
