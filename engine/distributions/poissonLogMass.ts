/** Poisson probabilities by how far a count is from the mean. */
import { add, atLeast, divide, log, log1p, multiply, negate, subtract, whereGreater } from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { stirlingRemainder } from "./stirlingRemainder.js";
import type { Value } from "./Value.js";

/**
 * ln of mean^n e^(−mean)/n!, also between whole numbers: no digits are lost where n and the mean are large and near one another, as they
 * are by n ln mean − mean − ln n! (Loader 2000, Fast and Accurate Computation of Binomial Probabilities).
 *
 * @param n 0, or above ½
 * @param ofFactorial ln n! − n ln n + n, where it is known already
 */
export function poissonLogMass(n: Value, mean: Value, ofFactorial?: Value): Value {
  const some = atLeast(n, 0.5);
  const excess = subtract(some, mean);
  const relative = divide(excess, mean);
  const logRatio = whereGreater(
    relative,
    -0.5,
    () => log1p(atLeast(relative, -0.5)),
    () => log(divide(some, mean)),
  );
  return whereGreater(
    n,
    0.5,
    () =>
      subtract(
        subtract(excess, multiply(some, logRatio)),
        ofFactorial ?? add(stirlingRemainder(some), add(multiply(0.5, log(some)), LOG_SQRT_2PI)),
      ),
    () => negate(mean),
  );
}
