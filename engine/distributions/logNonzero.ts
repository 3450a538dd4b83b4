/** The logarithm of the probability that something happens at all, by the logarithm of its hazard. */
import { add, atLeast, atMost, exp, log1mexp, negate } from "./algebra.js";
import type { Value } from "./Value.js";

/** Below it the probability is the hazard to the last digit, while the hazard itself will underflow. */
const SMALL = -600;

/**
 * ln(1 − exp(−eʰ)): that a Poisson count of mean eʰ is not 0, and the complementary log-log link, accurate for any h.
 *
 * @param logHazard h
 */
export function logNonzero(logHazard: Value): Value {
  const inside = atMost(atLeast(logHazard, SMALL), 700);
  return add(log1mexp(negate(exp(inside))), atMost(add(logHazard, -SMALL), 0));
}
