/** How fast a cost grows. */

/** The slope of log(cost) on log(size) by least squares: 1 for a cost in proportion to the size. */
export function exponent(sizes: readonly number[], costs: readonly number[]): number {
  const x = centred(sizes.map(Math.log));
  const y = centred(costs.map(Math.log));
  return dot(x, y) / dot(x, x);
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
