/** ln Γ(x + d) − ln Γ(x), which for large x cannot be had by subtracting. */
import { add, divide, lgamma, log, log1p, multiply, subtract, whereGreater } from "./algebra.js";
import type { Value } from "./Value.js";

/**
 * Above it one term of Stirling's series is exact to 3e-15; below it subtracting loses at most 2e-11. A lower bound would
 * need more terms, which cost a traced likelihood a division or two by row, whichever branch is taken.
 */
const LARGE = 1e4;

/**
 * ln Γ(x + d) − ln Γ(x) for x > 0 and d ≥ 0, to 2e-11; d · ln x is left out when `relative`, for callers that cancel it.
 * For x > 10⁴ by the difference of two Stirling series, (x + d − ½) ln(1 + d/x) + d ln x − d − d/(12 x (x + d)).
 */
export function lgammaDifference(x: Value, d: Value, relative = false): Value {
  const direct = (): Value => {
    const difference = subtract(lgamma(add(x, d)), lgamma(x));
    return relative ? subtract(difference, multiply(d, log(x))) : difference;
  };
  const series = (): Value => {
    const sum = add(x, d);
    const ratio = divide(d, x);
    const main = subtract(multiply(subtract(sum, 0.5), log1p(ratio)), d);
    const corrected = subtract(main, divide(multiply(1 / 12, ratio), sum));
    return relative ? corrected : add(corrected, multiply(d, log(x)));
  };
  return whereGreater(x, LARGE, series, direct);
}
