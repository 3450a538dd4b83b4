/** The logarithm of the standard normal distribution function. */
import type { Kernel } from "./Arithmetic.js";
import { atMost, expOfSquare, scaledErfc } from "./gaussianTail.js";
import { logNormal } from "./log.js";
import { centralBound, normalCdfCentral } from "./normalCdf.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** log Φ(x), for any target; error below 4 ulp on both sides, also where Φ(x) itself is no number any more. */
export const normalLogCdfKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  const negative = a.less(x, a.constant(0));
  const finite = atMost(a, size, 1e300);
  // Φ(-y) = e^(-y²/2) half, half in (0, 1/2]
  const half = a.multiply(scaledErfc(a, a.multiply(finite, a.constant(Math.SQRT1_2))), a.constant(0.5));
  const tail = a.multiply(expOfSquare(a, atMost(a, size, 39), 0.5), half);
  // log Φ is log(half) - x²/2 on the left, log Φ itself in the middle, log(1 - tail) on the right: one logarithm serves all.
  const central = a.and(a.less(a.constant(-centralBound), x), a.less(x, a.constant(0.5)));
  const u = a.subtract(a.constant(1), tail);
  const lost = a.divide(a.subtract(a.subtract(a.constant(1), u), tail), u);
  const outer = a.select(negative, half, u);
  const zero = a.constant(0);
  const isRight = a.and(a.not(negative), a.not(central));
  const log = logNormal(a, a.select(central, normalCdfCentral(a, x), outer), a.select(isRight, lost, zero));
  const isLeft = a.and(negative, a.not(central));
  const square = a.multiply(a.multiply(size, size), a.constant(0.5));
  // A tail that 1 swallows is its own logarithm.
  const right = a.select(a.less(tail, a.constant(1e-17)), a.negate(tail), log);
  return a.select(negative, a.select(isLeft, a.subtract(log, square), log), right);
};

/**
 * log Φ(x), to 4 ulp, far into either tail.
 *
 * @example normalLogCdf(-40); // -804.6084420137538
 */
export function normalLogCdf(x: number): number {
  return normalLogCdfKernel(numberArithmetic, x);
}
