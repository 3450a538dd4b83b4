/** Moves draws so that their moments become those of a weighted sample: shifts, scales, and whole covariances. */
import { cholesky } from "../../engine/math/cholesky.js";
import { log } from "../../engine/math/log.js";

/** Draws as points, row by row. */
export interface Points {
  /** (draws × dimension) */
  readonly values: Float64Array;
  readonly dimension: number;
}

/** How much of the moments is matched, the simplest first. */
export const moveKinds = ["mean", "variance", "covariance"] as const;
export type MoveKind = (typeof moveKinds)[number];

/** A map that can be undone: x becomes `to` + F (x - `from`), F being the identity, a diagonal, or `after` times the inverse of `before`. */
export interface Move {
  readonly kind: MoveKind;
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Of `variance`. */
  readonly scales?: Float64Array;
  /** Of `covariance`: lower triangular factors of the covariances. */
  readonly factors?: { readonly before: Float64Array; readonly after: Float64Array };
  /** Logarithm of the determinant of F. */
  readonly logVolume: number;
}

/**
 * The move that gives points the weighted mean, and with `variance` the weighted variances, with `covariance` the weighted
 * covariance (Paananen, Piironen, Bürkner and Vehtari 2021, Statistics and Computing 31:16, section 3.2); undefined where a
 * variance is 0 or a covariance is not positive definite.
 *
 * @param weights by draw, with sum 1
 */
export function moveTo(points: Points, weights: Float64Array, kind: MoveKind): Move | undefined {
  const even = new Float64Array(weights.length).fill(1 / weights.length);
  const from = weightedMean(points, even);
  const to = weightedMean(points, weights);
  if (kind === "mean") return { kind, from, to, logVolume: 0 };
  if (kind === "variance") {
    const before = weightedVariances(points, even, from);
    const scales = weightedVariances(points, weights, to).map((variance, j) => Math.sqrt(variance / before[j]));
    const logVolume = scales.reduce((sum, scale) => sum + log(scale), 0);
    return Number.isFinite(logVolume) ? { kind, from, to, scales, logVolume } : undefined;
  }
  const d = points.dimension;
  const before = cholesky(weightedCovariance(points, even, from), d);
  const after = cholesky(weightedCovariance(points, weights, to), d);
  let logVolume = 0;
  for (let j = 0; j < d; j++) logVolume += log(after[j * d + j] / before[j * d + j]);
  return Number.isFinite(logVolume) ? { kind, from, to, factors: { before, after }, logVolume } : undefined;
}

/** The points after a move. */
export function applyMove({ values, dimension }: Points, move: Move): Points {
  const { from, to, scales, factors } = move;
  return mapped(values, dimension, from, to, scales, factors?.before, factors?.after);
}

/** The points before a move. */
export function undoMove({ values, dimension }: Points, move: Move): Points {
  const { from, to, scales, factors } = move;
  const inverse = scales?.map((scale) => 1 / scale);
  return mapped(values, dimension, to, from, inverse, factors?.after, factors?.before);
}

function mapped(
  values: Float64Array,
  d: number,
  from: Float64Array,
  to: Float64Array,
  scales: Float64Array | undefined,
  divisor: Float64Array | undefined,
  multiplier: Float64Array | undefined,
): Points {
  const out = new Float64Array(values.length);
  const x = new Float64Array(d);
  for (let start = 0; start < values.length; start += d) {
    for (let j = 0; j < d; j++) x[j] = (values[start + j] - from[j]) * (scales === undefined ? 1 : scales[j]);
    if (divisor !== undefined && multiplier !== undefined) refactor(x, divisor, multiplier);
    for (let j = 0; j < d; j++) out[start + j] = to[j] + x[j];
  }
  return { values: out, dimension: d };
}

/** x becomes `multiplier` times the solution of `divisor` z = x, in place; both are lower triangular. */
function refactor(x: Float64Array, divisor: Float64Array, multiplier: Float64Array): void {
  const d = x.length;
  for (let i = 0; i < d; i++) {
    let rest = x[i];
    for (let j = 0; j < i; j++) rest -= divisor[i * d + j] * x[j];
    x[i] = rest / divisor[i * d + i];
  }
  for (let i = d - 1; i >= 0; i--) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += multiplier[i * d + j] * x[j];
    x[i] = sum;
  }
}

function weightedMean({ values, dimension: d }: Points, weights: Float64Array): Float64Array {
  const center = new Float64Array(d);
  for (let i = 0, at = 0; i < weights.length; i++) for (let j = 0; j < d; j++) center[j] += weights[i] * values[at++];
  return center;
}

function weightedVariances({ values, dimension: d }: Points, weights: Float64Array, center: Float64Array) {
  const variances = new Float64Array(d);
  for (let i = 0, at = 0; i < weights.length; i++) {
    for (let j = 0; j < d; j++) {
      const distance = values[at++] - center[j];
      variances[j] += weights[i] * distance * distance;
    }
  }
  return variances;
}

/** Only the lower triangle is filled. */
function weightedCovariance({ values, dimension: d }: Points, weights: Float64Array, center: Float64Array) {
  const covariance = new Float64Array(d * d);
  const x = new Float64Array(d);
  for (let i = 0; i < weights.length; i++) {
    for (let j = 0; j < d; j++) x[j] = values[i * d + j] - center[j];
    for (let j = 0; j < d; j++) {
      const weighted = weights[i] * x[j];
      for (let k = 0; k <= j; k++) covariance[j * d + k] += weighted * x[k];
    }
  }
  return covariance;
}
