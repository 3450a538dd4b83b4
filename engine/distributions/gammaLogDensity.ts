/** The log density of the logarithm of a gamma variable, by how far it is from its mean. */
import { add, expm1, log, multiply, subtract } from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { stirlingRemainder } from "./stirlingRemainder.js";
import type { Value } from "./Value.js";

/**
 * ln(y f(y)) of gamma with shape a at y = e^r times its mean: a ln a − ln Γ(a) + a (r − e^r), where a is taken off the first two terms
 * and given back to the last, so that a large shape loses no digits. No logarithm of a parameter is taken by row.
 */
export function gammaLogDensity(r: Value, shape: Value): Value {
  const normaliser = subtract(subtract(multiply(0.5, log(shape)), LOG_SQRT_2PI), stirlingRemainder(shape));
  return add(normaliser, multiply(shape, subtract(r, expm1(r))));
}
