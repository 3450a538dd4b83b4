/** Statistics by which tests judge draws. */

export const mean = (x: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i];
  return sum / x.length;
};

export const sd = (x: ArrayLike<number>): number => {
  const m = mean(x);
  return Math.sqrt(mean(Float64Array.from(x, (v) => (v - m) * (v - m))));
};

/** Column `i` of a row-by-row matrix of `width` columns. */
export const column = (matrix: Float64Array, width: number, i: number): Float64Array =>
  Float64Array.from({ length: matrix.length / width }, (_, row) => matrix[row * width + i]);

/**
 * (mean of x - truth) in units of its Monte-Carlo error, which is found from the means of 40 batches: under the right
 * distribution a t with 39 degrees of freedom, beyond 5.5 in one case of 400,000.
 */
export function deviation(x: Float64Array, truth: number): number {
  const batches = 40;
  const size = Math.floor(x.length / batches);
  const means = Array.from({ length: batches }, (_, b) => mean(x.subarray(b * size, (b + 1) * size)));
  return ((mean(means) - truth) * Math.sqrt(batches - 1)) / sd(means);
}

/** Kolmogorov's distance between a sample and a distribution function, times √n. */
export function kolmogorov(sample: Float64Array, cdf: (x: number) => number): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  let worst = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    worst = Math.max(worst, p - i / n, (i + 1) / n - p);
  });
  return worst * Math.sqrt(n);
}

/** Exceeded by {@link kolmogorov} with probability `rate` under the right distribution (first term of its series). */
export const kolmogorovLimit = (rate: number): number => Math.sqrt(-0.5 * Math.log(rate / 2));

/** Distribution function of the standard normal by Simpson's rule, to 1e-10. */
export function normalCdf(x: number): number {
  if (x < 0) return 1 - normalCdf(-x);
  if (x > 9) return 1;
  const steps = 200;
  const h = x / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const t = i * h;
    sum += (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2) * Math.exp(-0.5 * t * t);
  }
  return 0.5 + (sum * h) / 3 / Math.sqrt(2 * Math.PI);
}

/** Distribution function of a gamma variable with whole-numbered shape and rate 1. */
export function gammaCdf(shape: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let j = 1; j < shape; j++) {
    term *= x / j;
    sum += term;
  }
  return 1 - Math.exp(-x) * sum;
}
