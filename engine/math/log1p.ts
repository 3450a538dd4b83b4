/** log(1 + x), without loss of digits near zero; and a cheap form for x in [0, 1]. */
import type { Kernel } from "./Arithmetic.js";
import { guardLog, logNormal } from "./log.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** log(1 + x), for any target; error below 2 ulp. */
export const log1pKernel: Kernel = (a, x) => {
  const u = a.add(x, a.constant(1));
  // What rounding took from 1 + x; exact wherever it matters.
  const lost = a.subtract(x, a.subtract(u, a.constant(1)));
  const value = guardLog(a, u, logNormal(a, u, a.divide(lost, u)));
  return a.select(a.less(a.abs(x), a.constant(5e-17)), x, value);
};

/** g in log(1+t) = (t + q)/2 (1 + v g(v)), v = t q in [0, 1/2], error 8e-18; minimax, test/reference/math/fit.py. */
const coefficients = [
  -0.1666666666666643, 0.03333333333309937, -0.007142857134887364, 0.0015873014526881302, -0.0003607490511620922,
  8.324217155588542e-5, -1.93942548196772e-5, 4.493008016671901e-6, -9.581444519608102e-7, 1.3805191039490184e-7,
];

/**
 * log(1 + t) for 0 <= t <= 1, for any target; error below 3 ulp.
 *
 * With t = e^y - 1 and q = t / (1 + t) = 1 - e^-y, (t + q)/2 = sinh y and t q = 2 (cosh y - 1), and y / sinh y is a power
 * series in cosh y - 1 that converges fast. The one division, 1 / (1 + t), is the one {@link sigmoidKernel} needs too.
 */
export const log1pUnitKernel: Kernel = (a, t) => {
  const q = a.multiply(t, a.divide(a.constant(1), a.add(t, a.constant(1))));
  const v = a.multiply(t, q);
  const sinh = a.multiply(a.add(t, q), a.constant(0.5));
  return a.add(sinh, a.multiply(a.multiply(sinh, v), polynomial(a, v, coefficients)));
};

/**
 * log(1 + x), to 2 ulp also near zero: -Infinity at -1, NaN below.
 *
 * @example log1p(1e-20); // 1e-20
 */
export function log1p(x: number): number {
  return log1pKernel(numberArithmetic, x);
}
