/** A function of a bound that may lie outside the numbers above 0. */
import { tf } from "../autodiff/ops.js";
import { asTensor } from "./algebra.js";
import { isNumber, type Value } from "./Value.js";

/**
 * f(bound) where the bound is above 0, `otherwise` elsewhere: the tails of a law of positive numbers. Where it is not above 0 a
 * tensor's f is taken of 1, since the slope of a branch that is not taken must not be 0 · ∞.
 */
export function ofPositive(bound: Value, otherwise: number, f: (bound: Value) => Value): Value {
  if (isNumber(bound)) return bound > 0 ? f(bound) : otherwise;
  const inside = tf().greater(bound, 0);
  const value = asTensor(f(tf().where(inside, bound, tf().scalar(1))));
  return tf().where(inside, value, tf().scalar(otherwise));
}
