/** The error function and its complement. */
import type { Arithmetic, Kernel } from "./Arithmetic.js";
import { atMost, expOfSquare, scaledErfc } from "./gaussianTail.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** p in erf x = x + x p(x²), |x| <= 1, error 7e-18; minimax, test/reference/math/fit.py. */
const coefficients = [
  0.12837916709551256, -0.3761263890318355, 0.11283791670945252, -0.026866170643276035, 0.005223977607422269,
  -0.0008548325989652144, 0.00012055295319485144, -1.4924744649245475e-5, 1.6447517559592861e-6, -1.6209175369031726e-7,
  1.3722975263122639e-8, -7.801189158669893e-10,
];

/** erf x = 2/√π ∫₀ˣ e^(-t²) dt, for any target; error below 2 ulp. */
export const erfKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  const beyond = a.subtract(a.constant(1), upperTail(a, size));
  const signed = a.select(a.less(x, a.constant(0)), a.negate(beyond), beyond);
  return a.select(a.less(size, a.constant(1)), erfSmall(a, x), signed);
};

/** erfc x = 1 - erf x, accurate into the far tail, for any target; error below 4 ulp. */
export const erfcKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  const tail = upperTail(a, size);
  const signed = a.select(a.less(x, a.constant(0)), a.subtract(a.constant(2), tail), tail);
  const small = a.subtract(a.constant(1), erfSmall(a, x));
  return a.select(a.less(size, a.constant(0.5)), small, signed);
};

/** erf x for |x| <= 1. */
export function erfSmall<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value): Value {
  return a.add(x, a.multiply(x, polynomial(a, a.multiply(x, x), coefficients)));
}

/** erfc of x >= 0; beyond 28 it is zero. */
function upperTail<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value): Value {
  const y = atMost(a, x, 28);
  return a.multiply(expOfSquare(a, y, 1), scaledErfc(a, y));
}

/**
 * The error function, to 2 ulp also near zero.
 *
 * @example erf(0.5); // 0.5204998778130465
 */
export function erf(x: number): number {
  return erfKernel(numberArithmetic, x);
}

/**
 * The complementary error function 1 - erf x, to 4 ulp also in the far right tail.
 *
 * @example erfc(10); // 2.088487583762545e-45
 */
export function erfc(x: number): number {
  return erfcKernel(numberArithmetic, x);
}
