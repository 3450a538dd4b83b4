/** By what the default prior of a coefficient is divided, its column seen alone. */
import { standardDeviation } from "./standardDeviation.js";

/**
 * The standard deviation of a column, so that a default says the same whatever the unit; 1 for a column that has a unit of its
 * own.
 */
export function columnScale(column: ArrayLike<number>): number {
  if (hasOwnUnit(column)) return 1;
  const scale = standardDeviation(column);
  return scale > 0 && Number.isFinite(scale) ? scale : 1;
}

/** Whether a column is of 0 and 1, whose unit is the contrast itself, or constant, which has no other. */
export function hasOwnUnit(column: ArrayLike<number>): boolean {
  return every(column, (value) => value === 0 || value === 1) || every(column, (value) => value === column[0]);
}

/** Columns are long: nothing is copied to be looked at. */
function every(values: ArrayLike<number>, holds: (value: number) => boolean): boolean {
  for (let i = 0; i < values.length; i += 1) if (!holds(values[i]!)) return false;
  return true;
}
