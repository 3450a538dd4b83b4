/** log(1 - e^x) of a negative x. */
import type { Kernel } from "./Arithmetic.js";
import { expKernel } from "./exp.js";
import { expm1Kernel } from "./expm1.js";
import { logKernel } from "./log.js";
import { log1pKernel } from "./log1p.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** log(1 - e^x), for any target; error below 4 ulp; NaN for positive x (Mächler 2012, vignette of the R package Rmpfr). */
export const log1mexpKernel: Kernel = (a, x) => {
  const near = logKernel(a, a.negate(expm1Kernel(a, x)));
  const far = log1pKernel(a, a.negate(expKernel(a, x)));
  return a.select(a.less(x, a.constant(-Math.LN2)), far, near);
};

/**
 * log(1 - e^x) for x <= 0, to 4 ulp at both ends: the log of a complement whose log is x.
 *
 * @example log1mexp(-1e-20); // -46.051701859880914
 */
export function log1mexp(x: number): number {
  return log1mexpKernel(numberArithmetic, x);
}
