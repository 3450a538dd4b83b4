/** ln(1 − exp(−e^u)): the probability that something of cumulative hazard e^u has happened. */
import { add, atLeast, atMost, log1mexp, negate } from "./algebra.js";
import { hazard } from "./hazard.js";
import type { Value } from "./Value.js";

/** ln(1 − exp(−e^u)), accurate at both ends; below −700 it is u to the last digit, while e^u will be 0. */
export function hazardLogCdf(u: Value): Value {
  return add(log1mexp(negate(hazard(atLeast(u, -700)))), atMost(add(u, 700), 0));
}
