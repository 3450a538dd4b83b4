/** The logarithm of the gamma function. */
import type { Kernel } from "./Arithmetic.js";
import { halfTurn, pairs, shift } from "./gammaParts.js";
import { logKernel } from "./log.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** p in log Γ(x) = (x - 1/2)(log x - 1) + c + p(1/x²)/x, x >= 8, relative error 7e-18; minimax, test/reference/math/fit.py. */
export const stirlingCoefficients = [
  0.08333333333333333, -0.0027777777777740994, 0.0007936507898351814, -0.0005952366070512691, 0.0008414728625439431,
  -0.0018905407441258857, 0.005069266417387345,
];
/** (log 2π - 1) / 2 */
const offset = 0.4189385332046727;

/**
 * log |Γ(x)|, for any target; error below 1e-14 + 4 ulp for positive x. Below zero it is reflected: 1e-15 of log Γ(|x|), and
 * Infinity at the poles.
 */
export const lgammaKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  const one = a.constant(1);
  const { isShifted, argument, w } = shift(a, size);
  const product = pairs.reduce((value, add) => a.multiply(value, a.add(w, a.constant(add))), one);
  const factor = a.select(isShifted, product, one);

  const inverse = a.divide(one, argument);
  const series = a.multiply(inverse, polynomial(a, a.multiply(inverse, inverse), stirlingCoefficients));
  const main = a.multiply(a.subtract(argument, a.constant(0.5)), a.subtract(logKernel(a, argument), one));
  const stirling = a.add(main, a.add(series, a.constant(offset)));

  // Γ(-s) Γ(s) = -π / (s sin πs), and Γ(s) = Γ(s+8) / factor
  const negative = a.less(x, a.constant(0));
  const sine = a.abs(halfTurn(a, size).sin);
  const reflected = a.divide(a.multiply(a.constant(Math.PI), factor), a.multiply(size, sine));
  const correction = logKernel(a, a.select(negative, reflected, factor));
  const value = a.select(negative, a.subtract(correction, stirling), a.subtract(stirling, correction));
  // At a pole, and where Stirling's terms have overflowed, the answer is plain.
  const isPole = a.and(a.lessEqual(x, a.constant(0)), a.equal(sine, a.constant(0)));
  return a.select(a.or(isPole, a.equal(size, a.constant(Infinity))), a.constant(Infinity), value);
};

/**
 * log |Γ(x)|, to 1e-14 or 4 ulp for positive x; Infinity at zero and the negative integers.
 *
 * @example lgamma(10); // 12.801827480081469
 */
export function lgamma(x: number): number {
  return lgammaKernel(numberArithmetic, x);
}
