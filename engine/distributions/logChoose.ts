/** The logarithm of a binomial coefficient. */
import { add, lgamma, subtract } from "./algebra.js";
import type { Value } from "./Value.js";

/** ln (n choose k). Of data alone it is computed once per table. */
export function logChoose(n: Value, k: Value): Value {
  return subtract(lgamma(add(n, 1)), add(lgamma(add(k, 1)), lgamma(add(subtract(n, k), 1))));
}
