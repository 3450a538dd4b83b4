/** The standard normal distribution function. */
import type { Arithmetic, Kernel } from "./Arithmetic.js";
import { erfSmall } from "./erf.js";
import { atMost, expOfSquare, scaledErfc } from "./gaussianTail.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** Φ(x), for any target; error below 4 ulp, also in the far left tail. */
export const normalCdfKernel: Kernel = (a, x) => {
  const y = atMost(a, a.abs(x), 39);
  const scaled = scaledErfc(a, a.multiply(y, a.constant(Math.SQRT1_2)));
  const tail = a.multiply(expOfSquare(a, y, 0.5), a.multiply(scaled, a.constant(0.5)));
  const outer = a.select(a.less(a.constant(0), x), a.subtract(a.constant(1), tail), tail);
  return a.select(a.less(y, a.constant(centralBound)), normalCdfCentral(a, x), outer);
};

/** Up to here Φ(x) is best taken as 1/2 plus something small. */
export const centralBound = 1;

/** Φ(x) for |x| < {@link centralBound}. */
export function normalCdfCentral<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value): Value {
  const half = a.constant(0.5);
  return a.add(half, a.multiply(half, erfSmall(a, a.multiply(x, a.constant(Math.SQRT1_2)))));
}

/**
 * Probability that a standard normal is at most x, to 4 ulp.
 *
 * @example normalCdf(-1.959963984540054); // 0.025000000000000015
 */
export function normalCdf(x: number): number {
  return normalCdfKernel(numberArithmetic, x);
}
