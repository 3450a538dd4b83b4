/** The function e^u of a hazard, kept finite. */
import { atMost, exp } from "./algebra.js";
import type { Value } from "./Value.js";

/** e^u for u up to 700, above it e^700: products with a slope of 0 must stay 0, and exp(−10³⁰⁴) is 0 already. */
export function hazard(u: Value): Value {
  return exp(atMost(u, 700));
}
