/** Proportions that may be 0 or 1, made ready for a density between. */
import type { Value } from "./Value.js";
import { whereEqual } from "./whereEqual.js";

/** The number itself, but a half at 0 and 1: where a density between is not asked for it must still be a number. */
export function insideUnit(y: Value): Value {
  const orHalf = (x: Value, edge: number): Value =>
    whereEqual(
      x,
      edge,
      () => 0.5,
      () => x,
    );
  return orHalf(orHalf(y, 0), 1);
}
