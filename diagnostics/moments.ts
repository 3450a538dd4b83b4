/** Mean, variance and constancy of arrays of draws, guarded against rounding. */

/**
 * Arithmetic mean, summed from the first value on: the mean of equal numbers is that number, and a large offset costs no
 * digits.
 *
 * @example mean([1, 2, 4]) // 2.333…
 */
export function mean(values: ArrayLike<number>): number {
  const n = values.length;
  const origin = values[0];
  let sum = 0;
  for (let i = 1; i < n; i++) sum += values[i] - origin;
  return origin + sum / n;
}

/** The mean of each chain. */
export function meansOf(chains: readonly Float64Array[]): Float64Array {
  const means = new Float64Array(chains.length);
  for (let c = 0; c < chains.length; c++) means[c] = mean(chains[c]);
  return means;
}

/** Sample variance with denominator n - 1, about a known mean. NaN for fewer than two values. */
export function variance(values: ArrayLike<number>, center: number = mean(values)): number {
  const n = values.length;
  if (n < 2) return NaN;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i] - center;
    sum += d * d;
  }
  return sum / (n - 1);
}

/** Sample standard deviation with denominator n - 1. NaN for fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

/** 2^-52. */
const epsilon = 2.220446049250313e-16;

/** Whether some value of some chain is NaN or infinite. */
export function hasNonfinite(chains: readonly ArrayLike<number>[]): boolean {
  for (const chain of chains) {
    for (let i = 0; i < chain.length; i++) if (!Number.isFinite(chain[i])) return true;
  }
  return false;
}

/**
 * Whether all values of all chains are equal up to rounding: their range is at most 2^-52 of the largest magnitude.
 * R's posterior compares the range with 2^-52 itself, which calls every quantity below 1e-16 constant.
 */
export function isConstant(chains: readonly ArrayLike<number>[]): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (const chain of chains) {
    for (let i = 0; i < chain.length; i++) {
      const x = chain[i];
      if (x < low) low = x;
      if (x > high) high = x;
    }
  }
  return isNegligibleRange(low, high);
}

/** Whether two extremes are equal up to rounding. */
export function isNegligibleRange(low: number, high: number): boolean {
  return high - low <= epsilon * Math.max(Math.abs(low), Math.abs(high));
}
