/** By what the default prior of a coefficient is divided. */
import { standardDeviation } from "./standardDeviation.js";

/**
 * The standard deviation of a column, so that a default says the same whatever the unit; 1 for a column of 0 and 1, whose unit
 * is the contrast itself, and for a constant one, which has none.
 */
export function columnScale(column: ArrayLike<number>): number {
  const values = Array.from(column);
  if (values.every((value) => value === 0 || value === 1)) return 1;
  if (values.every((value) => value === values[0])) return 1;
  const scale = standardDeviation(values);
  return scale > 0 && Number.isFinite(scale) ? scale : 1;
}
