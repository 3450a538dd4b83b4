/** The standard deviation of numbers, with n − 1. */

/** NaN for fewer than two numbers. Numbers are divided by the largest first, so that squares neither overflow nor vanish. */
export function standardDeviation(values: ArrayLike<number>): number {
  const count = values.length;
  let largest = 0;
  let isConstant = true;
  for (let i = 0; i < count; i += 1) {
    largest = Math.max(largest, Math.abs(values[i]!));
    isConstant &&= values[i] === values[0];
  }
  // The mean below may miss the last digit, which would make a constant vary.
  if (isConstant) return count < 2 ? NaN : 0;
  let mean = 0;
  for (let i = 0; i < count; i += 1) mean += values[i]! / largest / count;
  let squares = 0;
  for (let i = 0; i < count; i += 1) {
    const distance = values[i]! / largest - mean;
    squares += distance * distance;
  }
  return largest * Math.sqrt(squares / (count - 1));
}
