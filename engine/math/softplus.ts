/** log(1 + e^x), the integral of the logistic function. */
import type { Kernel } from "./Arithmetic.js";
import { expNonPositiveKernel } from "./exp.js";
import { log1pUnitKernel } from "./log1p.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), for any target; error below 4 ulp, and zero below -708. */
export const softplusKernel: Kernel = (arithmetic, x) => {
  const { add, negate, abs, constant, select, less } = arithmetic;
  const t = expNonPositiveKernel(arithmetic, negate(abs(x)));
  // NaN is not below zero and so passes.
  const positive = select(less(x, constant(0)), constant(0), x);
  return add(positive, log1pUnitKernel(arithmetic, t));
};

/**
 * log(1 + e^x), without overflow.
 *
 * @example softplus(1000); // 1000
 */
export function softplus(x: number): number {
  return softplusKernel(numberArithmetic, x);
}
