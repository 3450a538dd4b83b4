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

/** All vectors seen by either, as if by one. Chan, Golub & LeVeque 1983. */
export function combined(a: Welford, b: Welford): Welford {
  const count = a.count + b.count;
  const share = count > 0 ? b.count / count : 0;
  const weight = a.count * share;
  const gap = b.mean.map((m, i) => m - a.mean[i]);
  return {
    count,
    mean: a.mean.map((m, i) => m + share * gap[i]),
    squares: a.squares.map((s, i) => s + b.squares[i] + weight * gap[i] * gap[i]),
  };
}
