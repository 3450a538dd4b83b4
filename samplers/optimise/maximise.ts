/** Climbs to a mode of a log density by L-BFGS. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import { inverseHessian } from "./inverseHessian.js";
import { lineSearch, type FoundPoint, type Point } from "./lineSearch.js";

/** Choices of {@link maximise}. */
export interface MaximiseOptions {
  /** Steps at most, each of about one gradient. */
  readonly iterations: number;
  /** Gain in log density, both the last one and the one still to be expected, below which the climb is over; 1e-6. */
  readonly tolerance?: number;
  /** Coordinates that stay where they are: a function of the index, or a list with an entry ≠ 0 for each of them. */
  readonly fixed?: ((index: number) => boolean) | ArrayLike<number | boolean>;
}

/** Where the climb ended. */
export interface Maximum {
  readonly position: Float64Array;
  readonly logDensity: number;
  /** Gradient at the position, that of fixed coordinates included. */
  readonly gradient: Float64Array;
  /** Gradients evaluated. */
  readonly gradients: number;
  /** Whether the expected gain fell below the tolerance. */
  readonly converged: boolean;
}

/** A first step is at most so long, since nothing is known of the curvature yet. */
const FIRST_STEP = 1;
const nothing: FoundPoint = { point: undefined, evaluations: 0 };

/**
 * Maximises a log density from `start` by L-BFGS (Liu & Nocedal 1989; Nocedal & Wright 2006, Algorithm 7.5) with a line
 * search for the weak Wolfe conditions. Points whose density or gradient is not finite are never taken. The result is never
 * worse than the start, and depends on nothing but the arguments. A start that is not finite is returned as it is.
 *
 * @param start (dimension), left as it is
 * @example maximise(density, new Float64Array(density.dimension), { iterations: 200 }).position
 */
export function maximise(density: LogDensity, start: Float64Array, options: MaximiseOptions): Maximum {
  const { iterations, tolerance = 1e-6 } = options;
  const free = freeCoordinates(density.dimension, options.fixed);
  const curvature = inverseHessian(density.dimension);
  const direction = new Float64Array(density.dimension);
  let gradients = 1;
  let point = evaluated(density, start.slice(), free);
  let converged = false;
  let lastGain = Infinity;
  for (let iteration = 0; iteration < iterations && point.finite; iteration++) {
    curvature.multiply(point.slope, direction);
    const rise = dot(direction, point.slope);
    const unknown = curvature.isEmpty();
    // With nothing learnt a step along the gradient; with something learnt, Newton's, which should gain half the rise.
    converged = rise === 0 || (!unknown && rise < 2 * tolerance && lastGain < tolerance);
    if (converged) break;
    const first = unknown ? Math.min(1, FIRST_STEP / Math.sqrt(rise)) : 1;
    const at = (step: number) => evaluated(density, moved(point.position, direction, step), free);
    // Rounding can make a direction out of curvature descend.
    const found = rise > 0 ? lineSearch(at, point, direction, rise, first) : nothing;
    gradients += found.evaluations;
    if (found.point === undefined) {
      // Curvature that led astray is forgotten; the gradient alone always climbs, so if it leads nowhere that is the end.
      if (unknown) break;
      curvature.forget();
      continue;
    }
    lastGain = found.point.logDensity - point.logDensity;
    curvature.learn(point, found.point);
    point = found.point;
  }
  return { position: point.position, logDensity: point.logDensity, gradient: point.gradient, gradients, converged };
}

/** The density at a position; its slope is the gradient with zeros for coordinates that stay. */
function evaluated(density: LogDensity, position: Float64Array, free: Uint8Array): Point {
  const gradient = new Float64Array(density.dimension);
  const logDensity = density.evaluate(position, gradient);
  const slope = gradient.map((g, i) => (free[i] ? g : 0));
  return { position, logDensity, gradient, slope, finite: Number.isFinite(logDensity) && slope.every(Number.isFinite) };
}

function freeCoordinates(dimension: number, fixed: MaximiseOptions["fixed"]): Uint8Array {
  const stays = typeof fixed === "function" ? fixed : (index: number) => Boolean(fixed?.[index]);
  return Uint8Array.from({ length: dimension }, (_, index) => (stays(index) ? 0 : 1));
}

const moved = (from: Float64Array, direction: Float64Array, step: number): Float64Array =>
  from.map((x, i) => x + step * direction[i]);

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
