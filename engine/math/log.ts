/** The natural logarithm. */
import type { Arithmetic, Kernel } from "./Arithmetic.js";
import { ln2High, ln2Low } from "./exp.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** p in log((1+s)/(1-s)) = 2s + s z p(z), z = s², s <= 3 - 2√2, error 2.5e-18; minimax, test/reference/math/fit.py. */
const coefficients = [
  0.6666666666666734, 0.3999999999941455, 0.2857142874243227, 0.22222198567329124, 0.1818356468664556,
  0.15314040058819647, 0.14796066193735952,
];

/**
 * log(u) + correction, for a positive normal u and a correction that is small beside it.
 *
 * With u = 2^k (1 + f) and s = f / (2 + f): log(1 + f) = f - f²/2 + s (f²/2 + z p(z)), the form in which neither f nor the
 * correction loses digits (as in fdlibm's e_log.c).
 */
export function logNormal<Value, Mask>(arithmetic: Arithmetic<Value, Mask>, u: Value, correction?: Value): Value {
  const { add, subtract, multiply, divide, exponent, mantissa, constant, select, less } = arithmetic;
  const m = mantissa(u);
  const upper = less(constant(Math.SQRT2), m);
  const e = exponent(u);
  const k = select(upper, add(e, constant(1)), e);
  const f = subtract(select(upper, multiply(m, constant(0.5)), m), constant(1));
  const s = divide(f, add(f, constant(2)));
  const z = multiply(s, s);
  const halfSquare = multiply(multiply(f, f), constant(0.5));
  const rest = multiply(s, add(halfSquare, multiply(z, polynomial(arithmetic, z, coefficients))));
  const small = multiply(k, constant(ln2Low));
  const tail = add(rest, correction === undefined ? small : add(small, correction));
  return subtract(multiply(k, constant(ln2High)), subtract(subtract(halfSquare, tail), f));
}

/** Puts in what a logarithm is where its argument is not a positive finite number. */
export function guardLog<Value, Mask>(arithmetic: Arithmetic<Value, Mask>, x: Value, value: Value): Value {
  const { constant, select, less, equal } = arithmetic;
  // Infinity and NaN are returned as they came.
  const finite = select(less(x, constant(Infinity)), value, x);
  const positive = select(less(x, constant(0)), constant(NaN), finite);
  return select(equal(x, constant(0)), constant(-Infinity), positive);
}

/** log(x), for any target; error below 1 ulp. */
export const logKernel: Kernel = (arithmetic, x) => {
  const { multiply, constant, select, less } = arithmetic;
  // Subnormal numbers are brought into the normal range by 2^54.
  const subnormal = less(x, constant(2.2250738585072014e-308));
  const normal = select(subnormal, multiply(x, constant(18014398509481984)), x);
  const zero = constant(0);
  const shift = select(subnormal, constant(-54 * Math.LN2), zero);
  return guardLog(arithmetic, x, logNormal(arithmetic, normal, shift));
};

/**
 * log(x), to 1 ulp: -Infinity at zero, NaN below.
 *
 * @example log(10); // 2.302585092994046
 */
export function log(x: number): number {
  return logKernel(numberArithmetic, x);
}
