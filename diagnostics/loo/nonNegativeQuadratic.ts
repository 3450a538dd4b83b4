/** Minimises a convex quadratic over numbers that must not be negative. */
import { cholesky } from "../../engine/math/cholesky.js";
import { solveTriangular } from "../../engine/math/solveTriangular.js";

/**
 * y ≥ 0 that minimises yᵀHy/2 + bᵀy, by the active sets of Lawson and Hanson (1995, Solving Least Squares Problems, chapter 23):
 * coordinates are freed one by one, that of the steepest descent first, and bound again where they would become negative.
 *
 * @param matrix H (n × n), row by row, symmetric and positive definite
 * @param linear b (n)
 * @example nonNegativeQuadratic(Float64Array.of(2, 0, 0, 2), Float64Array.of(-2, 1)) // [1, 0]
 */
export function nonNegativeQuadratic(matrix: Float64Array, linear: Float64Array): Float64Array {
  const n = linear.length;
  const y = new Float64Array(n);
  const free = new Set<number>();
  // No set of free coordinates comes twice, and far fewer than all come at all.
  for (let turn = 0; turn < 10 * n + 10; turn++) {
    const next = steepest(matrix, linear, y, free);
    if (next === undefined) break;
    free.add(next);
    settle(matrix, linear, y, free);
  }
  return y;
}

/** The bound coordinate along which the quadratic falls fastest, if it falls along any beyond rounding. */
function steepest(
  matrix: Float64Array,
  linear: Float64Array,
  y: Float64Array,
  free: ReadonlySet<number>,
): number | undefined {
  const n = linear.length;
  let best: number | undefined;
  let least = 0;
  for (let i = 0; i < n; i++) {
    if (free.has(i)) continue;
    let gradient = linear[i];
    let size = Math.abs(linear[i]);
    for (let j = 0; j < n; j++) {
      gradient += matrix[i * n + j] * y[j];
      size += Math.abs(matrix[i * n + j] * y[j]);
    }
    if (gradient < least && gradient < -1e-15 * size) {
      least = gradient;
      best = i;
    }
  }
  return best;
}

/** Moves y to the minimum over the free coordinates, binding those that would become negative on the way. */
function settle(matrix: Float64Array, linear: Float64Array, y: Float64Array, free: Set<number>): void {
  while (free.size > 0) {
    const places = [...free];
    const target = minimumOver(matrix, linear, places);
    let step = 1;
    places.forEach((i, a) => {
      if (!(target[a] > 0)) step = Math.min(step, y[i] / (y[i] - target[a]));
    });
    if (!(step >= 0)) step = 0;
    places.forEach((i, a) => (y[i] += step * (target[a] - y[i])));
    if (step === 1) return;
    places.forEach((i, a) => {
      if (!(target[a] > 0) && !(y[i] > 1e-300)) {
        y[i] = 0;
        free.delete(i);
      }
    });
    // Rounding may leave the coordinate that stopped the step a hair above 0.
    if (free.size === places.length) bindSmallest(y, free, places, target);
  }
}

function bindSmallest(y: Float64Array, free: Set<number>, places: readonly number[], target: Float64Array): void {
  const negative = places.filter((_, a) => !(target[a] > 0));
  const smallest = negative.reduce((least, i) => (y[i] < y[least] ? i : least));
  y[smallest] = 0;
  free.delete(smallest);
}

/** The unbounded minimum over some coordinates, the others 0. */
function minimumOver(matrix: Float64Array, linear: Float64Array, places: readonly number[]): Float64Array {
  const n = linear.length;
  const size = places.length;
  const part = new Float64Array(size * size);
  places.forEach((i, a) => places.forEach((j, b) => (part[a * size + b] = matrix[i * n + j])));
  const factor = cholesky(part, size);
  const half = solveTriangular(
    factor,
    Float64Array.from(places, (i) => -linear[i]),
  );
  return solveTriangular(factor, half, "transposed");
}
