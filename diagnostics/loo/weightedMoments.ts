/** Moments and quantiles of weighted draws. */

/**
 * The value at which the cumulative weight reaches `p`, interpolated between the weighted steps as in R's `loo`: the smallest
 * draw carries what lies below its own weight. With equal weights it differs from the type 7 quantile by less than the distance to the
 * next draw. NaN for no draws.
 *
 * @param sorted ascending draws
 * @param weights of these in the same order, with any sum above 0
 * @example weightedQuantile(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 2), 0.5) // 2
 */
export function weightedQuantile(sorted: Float64Array, weights: Float64Array, p: number): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  let below = 0;
  for (let i = 0; i < sorted.length; i++) {
    const upTo = below + weights[i] / total;
    // Sums of weights end beside 1.
    if (upTo >= p || i === sorted.length - 1) {
      if (i === 0 || !(upTo > below)) return sorted[i];
      return sorted[i - 1] + (sorted[i] - sorted[i - 1]) * Math.min(1, (p - below) / (upTo - below));
    }
    below = upTo;
  }
  return NaN;
}

/** Σ w x. The weights sum to 1. */
export function weightedMean(values: Float64Array, weights: Float64Array): number {
  // From the first value on, so that a large offset costs no digits.
  const origin = values[0];
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i] * (values[i] - origin);
  return origin + sum;
}

/** Σ w (x - mean)² / (1 - Σ w²): without bias for independent draws, and with equal weights the variance with denominator n - 1. */
export function weightedVariance(values: Float64Array, weights: Float64Array): number {
  const center = weightedMean(values, weights);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * (values[i] - center) * (values[i] - center);
    squares += weights[i] * weights[i];
  }
  return sum / (1 - squares);
}
