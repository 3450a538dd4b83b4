/** Differences of Mills' ratio of the normal law: what is left where two of its tails nearly cancel. */
import { add, atLeast, atMost, exp, log, log1mexp, multiply, subtract, whereGreater } from "./algebra.js";
import { FAR, logMills, millsShortfall } from "./logMills.js";
import type { Value } from "./Value.js";

/** Gauss's rule of three points on [0, 1]. */
const points = [
  { place: 0.1127016653792583, weight: 0.2777777777777778 },
  { place: 0.5, weight: 0.4444444444444444 },
  { place: 0.8872983346207417, weight: 0.2777777777777778 },
];

/**
 * ln(R(a) − R(a + width)) of Mills' ratio R, for a width above 0 and a above −6 or so, to about 1e-12. Where the width is small it is
 * the integral of −R′(x) = 1 − x R(x).
 */
export function logMillsDifference(a: Value, width: Value): Value {
  const excess = subtract(width, multiply(0.02, atLeast(a, 1)));
  const apart = (): Value => {
    const first = logMills(a);
    const wide = whereGreater(
      excess,
      0,
      () => width,
      () => 1,
    );
    return add(first, log1mexp(subtract(logMills(add(a, wide)), first)));
  };
  const close = (): Value => {
    const sum = points.reduce<Value>(
      (total, { place, weight }) => add(total, multiply(weight, shortfall(add(a, multiply(place, width))))),
      0,
    );
    return add(log(width), log(sum));
  };
  return whereGreater(excess, 0, apart, close);
}

/** 1 − x R(x). */
function shortfall(x: Value): Value {
  const near = (): Value => {
    const small = atLeast(atMost(x, FAR), -7);
    return subtract(1, multiply(small, exp(logMills(small))));
  };
  return whereGreater(x, FAR, () => millsShortfall(atLeast(x, FAR)), near);
}
