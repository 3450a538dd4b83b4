/** The logarithm of the standard normal distribution function. */
import type { Kernel } from "./Arithmetic.js";
import { atMost, expOfSquare, scaledErfc } from "./gaussianTail.js";
import { logNormal } from "./log.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** log Φ(x), for any target; error below 4 ulp on both sides, also where Φ(x) itself is no number any more. */
export const normalLogCdfKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  const negative = a.less(x, a.constant(0));
  const finite = atMost(a, size, 1e300);
  // Φ(-y) = e^(-y²/2) half, half in (0, 1/2]
  const half = a.multiply(scaledErfc(a, a.multiply(finite, a.constant(Math.SQRT1_2))), a.constant(0.5));
  const tail = a.multiply(expOfSquare(a, atMost(a, size, 39), 0.5), half);
  // log Φ is log(half) - x²/2 on the left and log(1 - tail) on the right: one logarithm serves both.
  const u = a.subtract(a.constant(1), tail);
  const lost = a.divide(a.subtract(a.subtract(a.constant(1), u), tail), u);
  const left = logNormal(a, a.select(negative, half, u), a.select(negative, a.constant(0), lost));
  const square = a.multiply(a.multiply(size, size), a.constant(0.5));
  const right = a.select(a.less(tail, a.constant(1e-17)), a.negate(tail), left);
  return a.select(negative, a.subtract(left, square), right);
};

/**
 * log Φ(x), to 4 ulp, far into either tail.
 *
 * @example normalLogCdf(-40); // -804.6084420137538
 */
export function normalLogCdf(x: number): number {
  return normalLogCdfKernel(numberArithmetic, x);
}
