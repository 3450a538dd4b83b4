/** Powers, through a logarithm in twice the precision. */
import type { Arithmetic } from "./Arithmetic.js";
import { exactProduct, exactSum, type Exact } from "./exact.js";
import { expOfExact, ln2High, ln2Low } from "./exp.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** p in log((1+s)/(1-s)) = 2s + s z (2/3 + z p(z)), z = s², error 2e-22; minimax, test/reference/math/fit.py. */
const coefficients = [
  0.39999999999999986, 0.2857142857144199, 0.22222222218166404, 0.1818181880419863, 0.15384560812006032,
  0.13336182775578456, 0.11677276966534678, 0.11970404204546597,
];
const twoThirds = 0.6666666666666666;
const twoThirdsLow = 3.700743415417188e-17;

/** log u of a positive normal u times 2^shift, to about 2^-64 of itself. */
function logPrecise<Value, Mask>(a: Arithmetic<Value, Mask>, u: Value, shift: Value): Exact<Value> {
  const one = a.constant(1);
  const mantissa = a.mantissa(u);
  const upper = a.less(a.constant(Math.SQRT2), mantissa);
  const m = a.select(upper, a.multiply(mantissa, a.constant(0.5)), mantissa);
  const e = a.add(a.exponent(u), shift);
  const k = a.select(upper, a.add(e, one), e);

  // s = (m - 1) / (m + 1), with what the division left over divided again
  const f = a.subtract(m, one);
  const sum = a.add(m, one);
  const sumLow = a.subtract(m, a.subtract(sum, one));
  const inverse = a.divide(one, sum);
  const s = a.multiply(f, inverse);
  const back = exactProduct(a, s, sum);
  const left = a.subtract(a.subtract(a.subtract(f, back.high), back.low), a.multiply(s, sumLow));
  const sLow = a.multiply(left, inverse);

  const square = exactProduct(a, s, s);
  const z = square.high;
  const zLow = a.add(square.low, a.multiply(a.add(s, s), sLow));

  // q = 2/3 + z p(z);  h = 2 + z q;  log m = s h
  const tail = a.multiply(z, polynomial(a, z, coefficients));
  const q = a.add(a.constant(twoThirds), tail);
  const qLow = a.add(a.add(a.subtract(a.constant(twoThirds), q), tail), a.constant(twoThirdsLow));
  const zq = exactProduct(a, z, q);
  const zqLow = a.add(zq.low, a.add(a.multiply(z, qLow), a.multiply(zLow, q)));
  const h = a.add(a.constant(2), zq.high);
  const hLow = a.add(a.add(a.subtract(a.constant(2), h), zq.high), zqLow);
  const logM = exactProduct(a, s, h);
  const logMLow = a.add(logM.low, a.add(a.multiply(s, hLow), a.multiply(sLow, h)));

  const total = exactSum(a, a.multiply(k, a.constant(ln2High)), logM.high);
  return exactSum(a, total.high, a.add(total.low, a.add(logMLow, a.multiply(k, a.constant(ln2Low)))));
}

/**
 * x to the power y, for any target; error below 1 ulp.
 *
 * Special values are those of C99, pow(x, 0) = 1 and pow(-1, ±Infinity) = 1 included, but NaN with a y other than 0 is NaN.
 */
export function powKernel<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, y: Value): Value {
  const zero = a.constant(0);
  const one = a.constant(1);
  const infinity = a.constant(Infinity);
  const size = a.abs(x);

  const subnormal = a.less(size, a.constant(2.2250738585072014e-308));
  const normal = a.select(subnormal, a.multiply(size, a.constant(18014398509481984)), size);
  const log = logPrecise(a, normal, a.select(subnormal, a.constant(-54), zero));

  // A larger exponent overflows or vanishes just as well, for |log x| is 2^-53 at least, or 0.
  const limit = a.constant(36893488147419103232);
  const below = a.select(a.less(limit, y), limit, y);
  const exponent = a.select(a.less(below, a.negate(limit)), a.negate(limit), below);
  const product = exactProduct(a, exponent, log.high);
  const low = a.add(product.low, a.multiply(exponent, log.low));
  const finite = expOfExact(a, { high: product.high, low });

  // 0 and Infinity have no logarithm.
  const isZero = a.equal(size, zero);
  const grows = a.or(a.and(isZero, a.less(y, zero)), a.and(a.not(isZero), a.less(zero, y)));
  const extreme = a.or(isZero, a.equal(size, infinity));
  const value = a.select(extreme, a.select(grows, infinity, zero), finite);

  const whole = a.equal(a.floor(y), y);
  const half = a.multiply(y, a.constant(0.5));
  const odd = a.and(whole, a.not(a.equal(a.floor(half), half)));
  // 1/-0 is below zero, -0 is not.
  const negative = a.or(a.less(x, zero), a.less(a.divide(one, x), zero));
  const signed = a.select(a.and(negative, odd), a.negate(value), value);
  const undefinedRoot = a.and(a.and(a.less(x, zero), a.less(size, infinity)), a.not(whole));
  const real = a.select(undefinedRoot, a.constant(NaN), signed);
  const known = a.select(a.and(a.equal(x, x), a.equal(y, y)), real, a.constant(NaN));
  return a.select(a.equal(y, zero), one, known);
}

/**
 * x to the power y, to 1 ulp: what `**` is, the same bits on every machine.
 *
 * @example pow(2, 0.5); // 1.4142135623730951
 */
export function pow(x: number, y: number): number {
  return powKernel(numberArithmetic, x, y);
}
