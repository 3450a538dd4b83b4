/** The derivative of log Γ. */
import type { Kernel } from "./Arithmetic.js";
import { halfTurn, shift } from "./gammaParts.js";
import { logKernel } from "./log.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** p in ψ(x) = log x - 1/(2x) - u p(u), u = 1/x², x >= 8, error 2e-18; minimax, test/reference/math/fit.py. */
const coefficients = [
  0.08333333333332585, -0.008333333323904, 0.0039682500075020055, -0.004165898048408796, 0.007499537658740433,
  -0.017270819819122752,
];

/** ψ(x), for any target; error below 1e-14 near its roots, 4 ulp elsewhere on the positive side; NaN at the poles. */
export const digammaKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  const zero = a.constant(0);
  const { isShifted, argument, w } = shift(a, size);
  const inverse = a.divide(a.constant(1), argument);
  const u = a.multiply(inverse, inverse);
  const tail = a.add(a.multiply(inverse, a.constant(0.5)), a.multiply(u, polynomial(a, u, coefficients)));
  const asymptotic = a.subtract(logKernel(a, argument), tail);

  // Σ 1/(s+i), i = 0 … 7, is (2s+7) (1/w + 1/(w+6) + 1/(w+10) + 1/(w+12)); the last three over one denominator.
  const [w6, w10, w12] = [6, 10, 12].map((add) => a.add(w, a.constant(add))) as [typeof w, typeof w, typeof w];
  const numerator = a.add(a.multiply(w10, w12), a.multiply(w6, a.add(w10, w12)));
  const others = a.divide(numerator, a.multiply(w6, a.multiply(w10, w12)));
  const pairSum = a.add(a.divide(a.constant(1), w), others);
  const recurrence = a.multiply(a.add(a.add(size, size), a.constant(7)), pairSum);
  const positive = a.subtract(asymptotic, a.select(isShifted, recurrence, zero));

  // ψ(-s) = ψ(s) + 1/s + π cot πs
  const { sin, cos } = halfTurn(a, size);
  const cotangent = a.divide(a.multiply(cos, a.constant(Math.PI)), sin);
  const negative = a.add(positive, a.add(a.divide(a.constant(1), size), cotangent));
  const isPole = a.and(a.lessEqual(x, zero), a.equal(sin, zero));
  const value = a.select(a.less(x, zero), negative, positive);
  // Beside the pole at 0 the terms above overflow one by one.
  const guarded = a.select(a.less(size, a.constant(1e-20)), a.divide(a.constant(-1), x), value);
  return a.select(isPole, a.constant(NaN), guarded);
};

/**
 * The digamma function ψ(x) = Γ'(x)/Γ(x); NaN at zero and the negative integers.
 *
 * @example digamma(1); // -0.5772156649015329
 */
export function digamma(x: number): number {
  return digammaKernel(numberArithmetic, x);
}
