/** The hyperbolic tangent. */
import type { Kernel } from "./Arithmetic.js";
import { expm1Kernel } from "./expm1.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** tanh x, for any target; error below 4 ulp. */
export const tanhKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  // tanh |x| = -E / (2 + E), E = e^(-2|x|) - 1
  const e = expm1Kernel(a, a.multiply(size, a.constant(-2)));
  const value = a.divide(a.negate(e), a.add(e, a.constant(2)));
  const signed = a.select(a.less(x, a.constant(0)), a.negate(value), value);
  return a.select(a.less(size, a.constant(1e-9)), x, signed);
};

/**
 * tanh x, to 4 ulp also near zero.
 *
 * @example tanh(0.5); // 0.46211715726000973
 */
export function tanh(x: number): number {
  return tanhKernel(numberArithmetic, x);
}
