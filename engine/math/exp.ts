/** The exponential function, and its forms that keep digits: near one, and below one without a second scaling. */
import type { Arithmetic, Kernel } from "./Arithmetic.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** log 2 = ln2High + ln2Low; the high part ends in 21 zero bits, so k ln2High is exact for |k| < 2^20. */
export const ln2High = 6.9314718036912381649e-1;
export const ln2Low = 1.90821492927058770002e-10;
const log2e = 1.4426950408889634;

/** p in e^r = 1 + r + r² p(r), |r| <= log(2)/2, error 3e-18; minimax, test/reference/math/fit.py. */
const coefficients = [
  0.5000000000000012, 0.166666666666667, 0.04166666666651542, 0.008333333333307203, 0.001388888894701681,
  0.00019841269917388656, 2.4801489941421596e-5, 2.755721629564466e-6, 2.763128058442919e-7, 2.5117862845188407e-8,
];

/** k and e^r - 1 of x = k log 2 + r, |r| <= log(2)/2 (Cody and Waite). */
export function reduceExp<Value, Mask>(
  a: Arithmetic<Value, Mask>,
  x: Value,
): { readonly k: Value; readonly expm1OfRest: Value } {
  const k = a.nearest(a.multiply(x, a.constant(log2e)));
  const r = a.subtract(a.subtract(x, a.multiply(k, a.constant(ln2High))), a.multiply(k, a.constant(ln2Low)));
  const tail = a.multiply(a.multiply(r, r), polynomial(a, r, coefficients));
  return { k, expm1OfRest: a.add(r, tail) };
}

/** e^x, for any target; error below 1 ulp. */
export const expKernel: Kernel = (a, x) => {
  // Beyond these the result is 0 or Infinity anyway; NaN passes, as every comparison with it is false.
  const above = a.select(a.less(a.constant(710), x), a.constant(710), x);
  const clamped = a.select(a.less(above, a.constant(-746)), a.constant(-746), above);
  const { k, expm1OfRest } = reduceExp(a, clamped);
  // 2^k may lie outside the normal numbers, so it is applied in two halves; only the second can round.
  const half = a.floor(a.multiply(k, a.constant(0.5)));
  const scaled = a.multiply(a.add(a.constant(1), expm1OfRest), a.powerOfTwo(half));
  return a.multiply(scaled, a.powerOfTwo(a.subtract(k, half)));
};

/**
 * e^x for x <= 0, for any target, cheaper than {@link expKernel}; error below 1 ulp down to -708, where it is 3e-308;
 * zero below.
 */
export const expNonPositiveKernel: Kernel = (a, x) => {
  const { k, expm1OfRest } = reduceExp(a, x);
  const scaled = a.multiply(a.add(a.constant(1), expm1OfRest), a.powerOfTwo(k));
  // Below -708 the scale is meaningless and dropped here.
  return a.select(a.less(x, a.constant(-708)), a.constant(0), scaled);
};

/**
 * e^x, to 1 ulp, the same bits on every machine.
 *
 * @example exp(1); // 2.718281828459045
 */
export function exp(x: number): number {
  return expKernel(numberArithmetic, x);
}
