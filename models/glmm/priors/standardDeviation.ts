/** The standard deviation of numbers, with n − 1. */

/** NaN for fewer than two numbers. Numbers are divided by the largest first, so that squares neither overflow nor vanish. */
export function standardDeviation(values: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return values.length < 2 ? NaN : 0;
  const mean = values.reduce((sum, value) => sum + value / largest, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value / largest - mean) * (value / largest - mean), 0);
  return largest * Math.sqrt(squares / (values.length - 1));
}
