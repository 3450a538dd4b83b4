/** The sine. */
import type { Kernel } from "./Arithmetic.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { sinOfTurned } from "./trigonometric.js";

/** sin x, for any target; error below 1 ulp for |x| < 2^45, NaN beyond. */
export const sinKernel: Kernel = (a, x) =>
  // A tiny argument is its own sine, signed zero included.
  a.select(a.less(a.abs(x), a.constant(1e-9)), x, sinOfTurned(a, x, 0));

/**
 * sin x of an angle in radians, to 1 ulp; NaN beyond 2^45, where an angle has hardly a meaning left.
 *
 * @example sin(1); // 0.8414709848078965
 */
export function sin(x: number): number {
  return sinKernel(numberArithmetic, x);
}
