/** Running means and variances by coordinate; a Welford record is mutable and owned by whoever made it. */

/** Number, mean and sum of squared deviations of the vectors seen. */
export interface Welford {
  count: number;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

/** Nothing seen yet. */
export function welford(dimension: number): Welford {
  return { count: 0, mean: new Float64Array(dimension), squares: new Float64Array(dimension) };
}

/** Adds a vector. Welford 1962. */
export function observe(estimator: Welford, vector: Float64Array): void {
  const { mean, squares } = estimator;
  const count = ++estimator.count;
  for (let i = 0; i < mean.length; i++) {
    const deviation = vector[i] - mean[i];
    mean[i] += deviation / count;
    squares[i] += deviation * (vector[i] - mean[i]);
  }
}

/** Sample variance (denominator count - 1) of coordinate `i`; NaN for fewer than 2 vectors. */
export function variance(estimator: Welford, i: number): number {
  return estimator.count > 1 ? estimator.squares[i] / (estimator.count - 1) : NaN;
}
