/** What Stirling's formula leaves of ln Γ, for numbers and tensors. */
import { add, atLeast, divide, lgamma, log, multiply, square, subtract, whereGreater } from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { stirlingRemainder as stirlingRemainderNumber } from "../math/stirlingRemainder.js";
import { stirlingCoefficients } from "../math/lgamma.js";
import { isNumber, type Value } from "./Value.js";

/** ln Γ(x) − (x − ½) ln x + x − ln √(2π) for x > 0: about 1/(12 x), without cancellation for large x. */
export function stirlingRemainder(x: Value): Value {
  if (isNumber(x)) return stirlingRemainderNumber(x);
  const series = (): Value => {
    const inverse = divide(1, atLeast(x, 8));
    const squared = square(inverse);
    const sum = stirlingCoefficients.reduceRight<Value>((total, c) => add(multiply(total, squared), c), 0);
    return multiply(inverse, sum);
  };
  const direct = (): Value => {
    const main = subtract(multiply(subtract(x, 0.5), log(x)), x);
    return subtract(lgamma(x), add(main, LOG_SQRT_2PI));
  };
  return whereGreater(x, 8, series, direct);
}
