/** The second derivative of log Γ. */
import type { Kernel } from "./Arithmetic.js";
import { halfTurn, pairs, shift } from "./gammaParts.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** p in ψ'(x) = 1/x + u/2 + u p(u)/x, u = 1/x², x >= 8, error 3e-17; minimax, test/reference/math/fit.py. */
const coefficients = [
  0.16666666666656588, -0.03333333320624565, 0.023809470328508137, -0.03332292852698247, 0.07472160497133497,
  -0.2007548465404869,
];

/** ψ'(x), for any target; error below 4 ulp on the positive side; Infinity at the poles. */
export const trigammaKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  const one = a.constant(1);
  const { isShifted, argument, w } = shift(a, size);
  const inverse = a.divide(one, argument);
  const u = a.multiply(inverse, inverse);
  const tail = a.multiply(u, a.add(a.constant(0.5), a.multiply(inverse, polynomial(a, u, coefficients))));
  const asymptotic = a.add(inverse, tail);

  // 1/(s+i)² + 1/(s+7-i)² = (2w + 49 - 2c) / (w + c)², c = i(7-i)
  const doubled = a.add(w, w);
  const recurrence = pairs
    .map((c) => {
      const d = a.add(w, a.constant(c));
      return a.divide(a.divide(a.add(doubled, a.constant(49 - 2 * c)), d), d);
    })
    .reduceRight((sum, term) => a.add(sum, term));
  const positive = a.add(asymptotic, a.select(isShifted, recurrence, a.constant(0)));

  // ψ'(-s) = (π / sin πs)² + 1/s² - ψ'(s)
  const cosecant = a.divide(a.constant(Math.PI), halfTurn(a, size).sin);
  const ofSize = a.divide(a.divide(one, size), size);
  const negative = a.add(a.multiply(cosecant, cosecant), a.subtract(ofSize, positive));
  const value = a.select(a.less(x, a.constant(0)), negative, positive);
  // Beside the pole at 0 the terms above overflow one by one.
  return a.select(a.less(size, a.constant(1e-20)), ofSize, value);
};

/**
 * The trigamma function ψ'(x); Infinity at zero and the negative integers.
 *
 * @example trigamma(1); // 1.6449340668482264
 */
export function trigamma(x: number): number {
  return trigammaKernel(numberArithmetic, x);
}
