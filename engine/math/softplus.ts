/** log(1 + e^x), the integral of the logistic function. */
import type { Kernel } from "./Arithmetic.js";
import { expNonPositiveKernel } from "./exp.js";
import { log1pUnitKernel } from "./log1p.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), for any target; error below 4 ulp, and zero below -708. */
export const softplusKernel: Kernel = (a, x) => {
  const t = expNonPositiveKernel(a, a.negate(a.abs(x)));
  // NaN is not below zero and so passes.
  const positive = a.select(a.less(x, a.constant(0)), a.constant(0), x);
  return a.add(positive, log1pUnitKernel(a, t));
};

/**
 * log(1 + e^x), without overflow.
 *
 * @example softplus(1000); // 1000
 */
export function softplus(x: number): number {
  return softplusKernel(numberArithmetic, x);
}
