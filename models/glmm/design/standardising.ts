/** Mean and standard deviation by which `center()` and `scale()` change a column. */

/** Mean and sd (divisor n − 1, as in R; 0 of one value) of the values. */
export function standardising(values: Float64Array): { readonly mean: number; readonly sd: number } {
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

/** Arithmetic mean, with one step of correction for rounding, which makes that of a constant column exact. */
export function meanOf(values: ArrayLike<number>): number {
  const { length } = values;
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += values[i]!;
  const mean = sum / length;
  let rest = 0;
  for (let i = 0; i < length; i += 1) rest += values[i]! - mean;
  return mean + rest / length;
}
