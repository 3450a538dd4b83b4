/** The standard normal distribution function. */
import type { Kernel } from "./Arithmetic.js";
import { atMost, expOfSquare, scaledErfc } from "./gaussianTail.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** Φ(x), for any target; error below 4 ulp, also in the far left tail. */
export const normalCdfKernel: Kernel = (a, x) => {
  const y = atMost(a, a.abs(x), 39);
  const scaled = scaledErfc(a, a.multiply(y, a.constant(Math.SQRT1_2)));
  const tail = a.multiply(expOfSquare(a, y, 0.5), a.multiply(scaled, a.constant(0.5)));
  return a.select(a.less(a.constant(0), x), a.subtract(a.constant(1), tail), tail);
};

/**
 * Probability that a standard normal is at most x, to 4 ulp.
 *
 * @example normalCdf(-1.959963984540054); // 0.025000000000000015
 */
export function normalCdf(x: number): number {
  return normalCdfKernel(numberArithmetic, x);
}
