/** What Stirling's formula leaves of ln Γ, for numbers and tensors. */
import { add, atLeast, lgamma, log, multiply, subtract, whereGreater } from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { stirlingRemainder as stirlingRemainderNumber } from "../math/stirlingRemainder.js";
import { stirlingSeries } from "./stirlingSeries.js";
import { isNumber, type Value } from "./Value.js";

/** ln Γ(x) − (x − ½) ln x + x − ln √(2π) for x > 0: about 1/(12 x), without cancellation for large x. */
export function stirlingRemainder(x: Value): Value {
  if (isNumber(x)) return stirlingRemainderNumber(x);
  const series = (): Value => stirlingSeries(atLeast(x, 8));
  const direct = (): Value => {
    const main = subtract(multiply(subtract(x, 0.5), log(x)), x);
    return subtract(lgamma(x), add(main, LOG_SQRT_2PI));
  };
  return whereGreater(x, 8, series, direct);
}
