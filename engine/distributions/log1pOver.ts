/** ln(1 + a)/a, also at 0. */
import { abs, add, divide, log1p, multiply, square, whereGreater } from "./algebra.js";
import type { Value } from "./Value.js";

const LARGE = 0.3;

/** ln(1 + a)/a for a above −1, which at 0 is 1; near 0 by 2 artanh(a/(2 + a)), whose series has no cancellation. */
export function log1pOver(a: Value): Value {
  const isLarge = (yes: () => Value, no: () => Value): Value => whereGreater(abs(a), LARGE, yes, no);
  const direct = (): Value => {
    // A branch that is not taken must have a slope as well.
    const away = isLarge(
      () => a,
      () => 1,
    );
    return divide(log1p(away), away);
  };
  const series = (): Value => {
    const near = isLarge(
      () => 0,
      () => a,
    );
    const w = square(divide(near, add(2, near)));
    // w is below 0.032: its twelfth power is under 1e-17.
    let sum: Value = 1 / 23;
    for (let k = 10; k >= 0; k -= 1) sum = add(multiply(sum, w), 1 / (2 * k + 1));
    return divide(multiply(2, sum), add(2, near));
  };
  return isLarge(direct, series);
}
