/** ln Γ of a number known by its logarithm. */
import { add, atLeast, atMost, exp, lgamma, negate } from "./algebra.js";
import type { Value } from "./Value.js";

/** Below it Γ(x) is 1/x to the last digit. */
const SMALL = -300;

/** ln Γ(e^logX), also where e^logX would be 0. */
export function lgammaOfExp(logX: Value): Value {
  return add(lgamma(exp(atLeast(logX, SMALL))), negate(atMost(add(logX, -SMALL), 0)));
}
