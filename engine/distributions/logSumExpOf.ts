/** The logarithm of a sum of numbers that are known by their logarithms, one value for each. */
import { add, exp, log, subtract, whereGreater } from "./algebra.js";
import type { Value } from "./Value.js";

/** ln Σ e^a over a list of finite values, row by row. */
export function logSumExpOf(values: readonly Value[]): Value {
  const largest = values.reduce((a, b) =>
    whereGreater(
      subtract(a, b),
      0,
      () => a,
      () => b,
    ),
  );
  return add(largest, log(values.map((value) => exp(subtract(value, largest))).reduce(add)));
}
