/** e^x - 1, without loss of digits near zero. */
import type { Kernel } from "./Arithmetic.js";
import { reduceExp } from "./exp.js";
import { numberArithmetic } from "./numberArithmetic.js";

/** e^x - 1, for any target; error below 2 ulp. */
export const expm1Kernel: Kernel = (arithmetic, x) => {
  const { add, subtract, multiply, abs, powerOfTwo, constant, select, less } = arithmetic;
  const above = select(less(constant(710), x), constant(710), x);
  const clamped = select(less(above, constant(-40)), constant(-40), above);
  const { k, expm1OfRest } = reduceExp(arithmetic, clamped);
  // 2^k (1 + E) - 1 = 2^k E + (2^k - 1), at half scale because 2^1024 is not a number.
  const scale = powerOfTwo(subtract(k, constant(1)));
  const half = add(multiply(scale, expm1OfRest), subtract(scale, constant(0.5)));
  // Tiny arguments are their own result, signed zero and subnormal numbers included.
  return select(less(abs(x), constant(5e-17)), x, add(half, half));
};

/**
 * e^x - 1, to 2 ulp also near zero.
 *
 * @example expm1(1e-20); // 1e-20
 */
export function expm1(x: number): number {
  return expm1Kernel(numberArithmetic, x);
}
