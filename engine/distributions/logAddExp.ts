/** The logarithm of a sum of two numbers that are known by their logarithms. */
import { add, negate, softplus, subtract, whereGreater } from "./algebra.js";
import type { Value } from "./Value.js";

/** ln(eᵃ + eᵇ), as the larger of the two and what the other adds; either may be −∞, not both. */
export function logAddExp(a: Value, b: Value): Value {
  const difference = subtract(a, b);
  // Both are chosen by one comparison, so that the slopes are right where the two are equal.
  const larger = whereGreater(
    difference,
    0,
    () => a,
    () => b,
  );
  const distance = whereGreater(
    difference,
    0,
    () => negate(difference),
    () => difference,
  );
  return add(larger, softplus(distance));
}
