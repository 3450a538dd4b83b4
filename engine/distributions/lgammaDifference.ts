/** ln Γ(x + d) − ln Γ(x), which for large x cannot be had by subtracting. */
import { add, divide, lgamma, log, log1p, multiply, square, subtract, whereGreater } from "./algebra.js";
import type { Value } from "./Value.js";

/** Above it three terms of Stirling's series are exact to a double; below it differences lose at most 1e-13. */
const LARGE = 100;

/**
 * ln Γ(x + d) − ln Γ(x) for x > 0 and d ≥ 0; d · ln x is left out when `relative`, for callers that cancel it.
 * For x > 100 by the difference of two Stirling series: (x + d − ½) ln(1 + d/x) + d ln x − d + s(x + d) − s(x).
 */
export function lgammaDifference(x: Value, d: Value, relative = false): Value {
  const direct = (): Value => {
    const difference = subtract(lgamma(add(x, d)), lgamma(x));
    return relative ? subtract(difference, multiply(d, log(x))) : difference;
  };
  const series = (): Value => {
    const sum = add(x, d);
    const main = subtract(multiply(subtract(sum, 0.5), log1p(divide(d, x))), d);
    const corrected = add(main, subtract(stirling(sum), stirling(x)));
    return relative ? corrected : add(corrected, multiply(d, log(x)));
  };
  return whereGreater(x, LARGE, series, direct);
}

/** ln Γ(x) less its leading terms: 1/(12x) − 1/(360x³) + 1/(1260x⁵), for large x. */
function stirling(x: Value): Value {
  const inverse = divide(1, x);
  const squared = square(inverse);
  const inner = subtract(1 / 360, multiply(1 / 1260, squared));
  return multiply(inverse, subtract(1 / 12, multiply(squared, inner)));
}
