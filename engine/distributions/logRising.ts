/** The rising factorial over a power: what a gamma or beta mixture adds to the law of a count. */
import { add, atLeast, atMost, exp, multiply, subtract } from "./algebra.js";
import { lgammaDifference } from "./lgammaDifference.js";
import { whereEqual } from "./whereEqual.js";
import type { Value } from "./Value.js";

/** Outside these the next term of either series is beyond the last digit. */
const FAR = 300;

/**
 * ln Γ(x + d)/(Γ(x) xᵈ) = Σ ln(1 + i/x), i from 0 to d − 1, of a whole number d and x = e^logX, to 2e-11 of its terms for
 * any logX: for small x it is ln Γ(d) + (1 − d) ln x, for large x it is 0.
 */
export function logRising(logX: Value, d: Value): Value {
  const inside = atMost(atLeast(logX, -FAR), FAR);
  const beyond = multiply(subtract(1, d), atMost(add(logX, FAR), 0));
  const small = whereEqual(
    d,
    0,
    () => 0,
    () => beyond,
  );
  return add(lgammaDifference(exp(inside), d, true), small);
}
