/** A function of a bound that may lie outside the numbers between 0 and 1. */
import { tf } from "../autodiff/ops.js";
import { asTensor } from "./algebra.js";
import { isNumber, type Value } from "./Value.js";

/** f(bound) between 0 and 1, `below` at and below 0, `above` at and above 1: the tails of a law of proportions. */
export function ofUnit(bound: Value, below: number, above: number, f: (bound: Value) => Value): Value {
  if (isNumber(bound)) {
    if (bound <= 0) return below;
    return bound >= 1 ? above : f(bound);
  }
  const inside = tf().logicalAnd(tf().greater(bound, 0), tf().less(bound, 1));
  // The slope of a branch that is not taken must not be 0 · ∞.
  const value = asTensor(f(tf().where(inside, bound, tf().scalar(0.5))));
  const outside = tf().where(tf().greater(bound, 0), tf().scalar(above), tf().scalar(below));
  return tf().where(inside, value, outside);
}
