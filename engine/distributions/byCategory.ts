/** Values chosen by the category of each row. */
import { tf } from "../autodiff/ops.js";
import { add, multiply } from "./algebra.js";
import { isNumber, type Value } from "./Value.js";

/** 1 where y is the category, 0 elsewhere: of data it is computed once per table. */
export function isCategory(y: Value, category: number): Value {
  if (isNumber(y)) return y === category ? 1 : 0;
  return tf().cast(tf().equal(y, category), "float32");
}

/** 1 where y is above the category, 0 elsewhere. */
export function isAbove(y: Value, category: number): Value {
  if (isNumber(y)) return y > category ? 1 : 0;
  return tf().cast(tf().greater(y, category), "float32");
}

/** The value of each row's category, of finite values for categories from `first` on; 0 for any other category. */
export function byCategory(y: Value, first: number, values: readonly Value[]): Value {
  if (isNumber(y)) return values[y - first] ?? 0;
  return values.reduce<Value>((sum, value, k) => add(sum, multiply(isCategory(y, first + k), value)), 0);
}
