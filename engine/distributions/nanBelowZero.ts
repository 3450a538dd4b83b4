/** Numbers that may not be negative. */
import { tf } from "../autodiff/ops.js";
import { isNumber, type Value } from "./Value.js";

/** The value itself where it is 0 or above, NaN elsewhere, so that a position that leads there is rejected. */
export function nanBelowZero(value: Value): Value {
  if (isNumber(value)) return value < 0 ? NaN : value;
  return tf().where(tf().less(value, 0), tf().scalar(NaN), value);
}
