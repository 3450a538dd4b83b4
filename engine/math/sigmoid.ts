/** The logistic function 1 / (1 + e^-x). */
import type { Kernel } from "./Arithmetic.js";
import { expNonPositiveKernel } from "./exp.js";
import { numberArithmetic } from "./numberArithmetic.js";

/**
 * 1 / (1 + e^-x), for any target; error below 4 ulp, and zero below -708.
 *
 * Written over e^-|x| and 1 / (1 + e^-|x|), which {@link softplusKernel} shares.
 */
export const sigmoidKernel: Kernel = (a, x) => {
  const t = expNonPositiveKernel(a, a.negate(a.abs(x)));
  const r = a.divide(a.constant(1), a.add(t, a.constant(1)));
  return a.select(a.less(x, a.constant(0)), a.multiply(t, r), r);
};

/**
 * 1 / (1 + e^-x), the inverse of the logit.
 *
 * @example sigmoid(0); // 0.5
 */
export function sigmoid(x: number): number {
  return sigmoidKernel(numberArithmetic, x);
}
