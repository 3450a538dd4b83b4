/** The cosine. */
import type { Kernel } from "./Arithmetic.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { sinOfTurned } from "./trigonometric.js";

/** cos x, for any target; error below 1 ulp for |x| < 2^45, NaN beyond. */
export const cosKernel: Kernel = (a, x) => sinOfTurned(a, x, 1);

/**
 * cos x of an angle in radians, to 1 ulp; NaN beyond 2^45, where an angle has hardly a meaning left.
 *
 * @example cos(1); // 0.5403023058681398
 */
export function cos(x: number): number {
  return cosKernel(numberArithmetic, x);
}
