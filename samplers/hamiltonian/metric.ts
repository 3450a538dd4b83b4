/** A diagonal Euclidean metric: how far each coordinate is expected to roam. */

/** The inverse metric is an estimate of the posterior variances; its roots scale the coordinates. */
export interface Metric {
  readonly inverse: Float64Array;
  /** Square roots of the inverse metric. */
  readonly scale: Float64Array;
}

/** The metric with a given diagonal of its inverse, of positive finite entries. */
export function diagonalMetric(inverse: Float64Array): Metric {
  return { inverse, scale: inverse.map(Math.sqrt) };
}

/** The metric that takes all coordinates to have scale 1. */
export function unitMetric(dimension: number): Metric {
  return diagonalMetric(new Float64Array(dimension).fill(1));
}
