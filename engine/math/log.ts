/** The natural logarithm. */
import type { Arithmetic, Kernel } from "./Arithmetic.js";
import { ln2High, ln2Low } from "./exp.js";
import { exponent, mantissa } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** p in log((1+s)/(1-s)) = 2s + s z p(z), z = s², s <= 3 - 2√2, error 2.5e-18; minimax, test/reference/math/fit.py. */
export const logCoefficients = [
  0.6666666666666734, 0.3999999999941455, 0.2857142874243227, 0.22222198567329124, 0.1818356468664556,
  0.15314040058819647, 0.14796066193735952,
];

/**
 * log(u) + correction, for a positive normal u and a correction that is small beside it.
 *
 * With u = 2^k (1 + f) and s = f / (2 + f): log(1 + f) = f - f²/2 + s (f²/2 + z p(z)), the form in which neither f nor the
 * correction loses digits (as in fdlibm's e_log.c).
 */
export function logNormal<Value, Mask>(a: Arithmetic<Value, Mask>, u: Value, correction?: Value): Value {
  const m = a.mantissa(u);
  const upper = a.less(a.constant(Math.SQRT2), m);
  const e = a.exponent(u);
  const k = a.select(upper, a.add(e, a.constant(1)), e);
  const f = a.subtract(a.select(upper, a.multiply(m, a.constant(0.5)), m), a.constant(1));
  const s = a.divide(f, a.add(f, a.constant(2)));
  const z = a.multiply(s, s);
  const halfSquare = a.multiply(a.multiply(f, f), a.constant(0.5));
  const rest = a.multiply(s, a.add(halfSquare, a.multiply(z, polynomial(a, z, logCoefficients))));
  const small = a.multiply(k, a.constant(ln2Low));
  const tail = a.add(rest, correction === undefined ? small : a.add(small, correction));
  return a.subtract(a.multiply(k, a.constant(ln2High)), a.subtract(a.subtract(halfSquare, tail), f));
}

/** Puts in what a logarithm is where its argument is not a positive finite number. */
export function guardLog<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, value: Value): Value {
  // Infinity and NaN are returned as they came.
  const finite = a.select(a.less(x, a.constant(Infinity)), value, x);
  const positive = a.select(a.less(x, a.constant(0)), a.constant(NaN), finite);
  return a.select(a.equal(x, a.constant(0)), a.constant(-Infinity), positive);
}

/** log(x), for any target; error below 1 ulp. */
export const logKernel: Kernel = (a, x) => {
  // Subnormal numbers are brought into the normal range by 2^54.
  const subnormal = a.less(x, a.constant(2.2250738585072014e-308));
  const normal = a.select(subnormal, a.multiply(x, a.constant(18014398509481984)), x);
  const zero = a.constant(0);
  const shift = a.select(subnormal, a.constant(-54 * Math.LN2), zero);
  return guardLog(a, x, logNormal(a, normal, shift));
};

const [c0, c1, c2, c3, c4, c5, c6] = logCoefficients as unknown as readonly [
  ...[number, number, number, number, number, number, number],
];

/**
 * log(x), to 1 ulp: -Infinity at zero, NaN below.
 *
 * The operations of {@link logKernel} written out for one number, as {@link exp} is; a test holds both to the same bits.
 *
 * @example log(10); // 2.302585092994046
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x < 0 ? NaN : x;
  const subnormal = x < 2.2250738585072014e-308;
  const u = subnormal ? x * 18014398509481984 : x;
  const m = mantissa(u);
  const upper = Math.SQRT2 < m;
  const k = upper ? exponent(u) + 1 : exponent(u);
  const f = (upper ? m * 0.5 : m) - 1;
  const s = f / (f + 2);
  const z = s * s;
  const square = z * z;
  const even = ((c6 * square + c4) * square + c2) * square + c0;
  const odd = (c5 * square + c3) * square + c1;
  const halfSquare = f * f * 0.5;
  const rest = s * (halfSquare + z * (even + odd * z));
  const tail = rest + (k * ln2Low + (subnormal ? -54 * Math.LN2 : 0));
  return k * ln2High - (halfSquare - tail - f);
}
