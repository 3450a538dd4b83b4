/** A choice between two values by whether a third is a certain number. */
import { tf } from "../autodiff/ops.js";
import { asTensor } from "./algebra.js";
import { isNumber, type Value } from "./Value.js";

/** `yes` where a is the number, `no` elsewhere; only the branch taken is computed when a is a plain number. */
export function whereEqual(a: Value, number: number, yes: () => Value, no: () => Value): Value {
  if (isNumber(a)) return a === number ? yes() : no();
  return tf().where(tf().equal(a, number), asTensor(yes()), asTensor(no()));
}
