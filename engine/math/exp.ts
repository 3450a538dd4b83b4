/** The exponential function, and its forms that keep digits: near one, and below one without a second scaling. */
import type { Arithmetic, Kernel } from "./Arithmetic.js";
import { exactSum, type Exact } from "./exact.js";
import { powerOfTwo } from "./numberArithmetic.js";
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
  return { k, expm1OfRest: a.add(r, curvedPart(a, r)) };
}

/** e^r - 1 - r for |r| <= log(2)/2. */
function curvedPart<Value, Mask>(a: Arithmetic<Value, Mask>, r: Value): Value {
  return a.multiply(a.multiply(r, r), polynomial(a, r, coefficients));
}

/** 2^k value, where 2^k itself may be no normal number: in two halves, of which only the second can round. */
function scaleByPower<Value, Mask>(a: Arithmetic<Value, Mask>, value: Value, k: Value): Value {
  const half = a.floor(a.multiply(k, a.constant(0.5)));
  return a.multiply(a.multiply(value, a.powerOfTwo(half)), a.powerOfTwo(a.subtract(k, half)));
}

/** Beyond -746 and 710 e^x is 0 or Infinity anyway; NaN passes, as every comparison with it is false. */
function clamp<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value): Value {
  const above = a.select(a.less(a.constant(710), x), a.constant(710), x);
  return a.select(a.less(above, a.constant(-746)), a.constant(-746), above);
}

/** e^x, for any target; error below 1.1 ulp. */
export const expKernel: Kernel = (a, x) => {
  const { k, expm1OfRest } = reduceExp(a, clamp(a, x));
  return scaleByPower(a, a.add(a.constant(1), expm1OfRest), k);
};

/** e^(high + low), for any target; error below 0.6 ulp. A low part beside a high one out of range is not looked at. */
export function expOfExact<Value, Mask>(a: Arithmetic<Value, Mask>, { high, low }: Exact<Value>): Value {
  const x = clamp(a, high);
  const k = a.nearest(a.multiply(x, a.constant(log2e)));
  const rest = a.subtract(x, a.multiply(k, a.constant(ln2High)));
  const correction = a.subtract(a.select(a.equal(x, high), low, a.constant(0)), a.multiply(k, a.constant(ln2Low)));
  const r = exactSum(a, rest, correction);
  const sum = exactSum(a, a.constant(1), r.high);
  const tail = a.add(a.add(sum.low, r.low), curvedPart(a, r.high));
  return scaleByPower(a, a.add(sum.high, tail), k);
}

/**
 * e^x for x <= 0, for any target, cheaper than {@link expKernel}; error below 1.1 ulp down to -708, where it is 3e-308;
 * zero below.
 */
export const expNonPositiveKernel: Kernel = (a, x) => {
  const { k, expm1OfRest } = reduceExp(a, x);
  const scaled = a.multiply(a.add(a.constant(1), expm1OfRest), a.powerOfTwo(k));
  // Below -708 the scale is meaningless and dropped here.
  return a.select(a.less(x, a.constant(-708)), a.constant(0), scaled);
};

const [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9] = coefficients as unknown as readonly [
  ...[number, number, number, number, number],
  ...[number, number, number, number, number],
];
/** Adding and taking away 1.5 2^52 rounds to the nearest whole number, ties to even. */
const rounder = 6755399441055744;

/**
 * e^x, to 1.1 ulp, the same bits on every machine.
 *
 * The operations of {@link expKernel} written out for one number: a sampler needs one at every step, and through the
 * kernel it costs five times as much. A test holds both to the same bits.
 *
 * @example exp(1); // 2.718281828459045
 */
export function exp(x: number): number {
  const clamped = x > 710 ? 710 : x < -746 ? -746 : x;
  const k = clamped * log2e + rounder - rounder;
  const r = clamped - k * ln2High - k * ln2Low;
  const square = r * r;
  const odd = (((c9 * square + c7) * square + c5) * square + c3) * square + c1;
  const even = (((c8 * square + c6) * square + c4) * square + c2) * square + c0;
  const value = 1 + (r + square * (even + odd * r));
  const half = Math.floor(k * 0.5);
  return value * powerOfTwo(half) * powerOfTwo(k - half);
}
