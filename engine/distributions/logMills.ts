/** The logarithm of Mills' ratio of the normal law, the upper tail over the density. */
import {
  add,
  atLeast,
  atMost,
  divide,
  log,
  log1p,
  multiply,
  negate,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { normalLogCdf } from "./normalLogCdf.js";
import type { Value } from "./Value.js";

/** From here ten terms of the asymptotic series (DLMF 7.12.1) are exact to 1e-15. */
export const FAR = 16;

/** ln((1 − Φ(x))/φ(x)), to about 1e-13, for any x; for large x it is −ln x, where both parts have underflowed. */
export function logMills(x: Value): Value {
  const far = (): Value => {
    const large = atLeast(x, FAR);
    return subtract(log1p(negate(millsShortfall(large))), log(large));
  };
  const near = (): Value => {
    const small = atMost(x, FAR);
    return add(normalLogCdf(negate(small)), add(multiply(0.5, square(small)), LOG_SQRT_2PI));
  };
  return whereGreater(x, FAR, far, near);
}

/** 1 − x · Mills' ratio for x from {@link FAR} on: 1/x² − 3/x⁴ + 15/x⁶ − …. */
export function millsShortfall(x: Value): Value {
  const u = divide(1, square(x));
  let sum: Value = 1;
  for (let odd = 19; odd >= 3; odd -= 2) sum = subtract(1, multiply(multiply(odd, u), sum));
  return multiply(u, sum);
}
