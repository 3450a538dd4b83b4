/** e^x - 1, without loss of digits near zero. */
import type { Kernel } from "./Arithmetic.js";
import { reduceExp } from "./exp.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** e^x - 1, for any target; error below 2 ulp. */
export const expm1Kernel: Kernel = (a, x) => {
  const above = a.select(a.less(a.constant(710), x), a.constant(710), x);
  const clamped = a.select(a.less(above, a.constant(-40)), a.constant(-40), above);
  const { k, expm1OfRest } = reduceExp(a, clamped);
  // 2^k (1 + E) - 1 = 2^k E + (2^k - 1), at half scale because 2^1024 is not a number.
  const scale = a.powerOfTwo(a.subtract(k, a.constant(1)));
  const half = a.add(a.multiply(scale, expm1OfRest), a.subtract(scale, a.constant(0.5)));
  // Tiny arguments are their own result, signed zero and subnormal numbers included.
  return a.select(a.less(a.abs(x), a.constant(5e-17)), x, a.add(half, half));
};

/**
 * e^x - 1, to 2 ulp also near zero.
 *
 * @example expm1(1e-20); // 1e-20
 */
export function expm1(x: number): number {
  return expm1Kernel(numberArithmetic, x);
}
