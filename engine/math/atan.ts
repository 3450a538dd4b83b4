/** The arc tangent. */
import type { Kernel } from "./Arithmetic.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/** p in atan t = t + t z p(z), z = t², |t| <= tan(π/8), error 1.2e-18; minimax, test/reference/math/fit.py. */
const coefficients = [
  -0.333333333333332, 0.1999999999995405, -0.14285714280244832, 0.11111110785938282, -0.09090897830331127,
  0.07692061522450919, -0.06663119021809609, 0.058479986220676794, -0.05039797557960633, 0.038077066006620024,
  -0.01792086789417629,
];
const tanPiOver8 = 0.41421356237309503;
const tan3PiOver8 = 2.414213562373095;

/** atan x, for any target; error below 2 ulp. */
export const atanKernel: Kernel = (a, x) => {
  const size = a.abs(x);
  // atan |x| = π/4 + atan((|x| - 1)/(|x| + 1)) = π/2 + atan(-1/|x|); both numbers in two parts.
  const middle = a.less(a.constant(tanPiOver8), size);
  const large = a.less(a.constant(tan3PiOver8), size);
  const one = a.constant(1);
  const numerator = a.select(large, a.constant(-1), a.select(middle, a.subtract(size, one), size));
  const denominator = a.select(large, size, a.select(middle, a.add(size, one), one));
  const offset = a.select(large, a.constant(Math.PI / 2), a.select(middle, a.constant(Math.PI / 4), a.constant(0)));
  const offsetLow = a.multiply(offset, a.constant(3.061616997868383e-17 / (Math.PI / 4)));
  const t = a.divide(numerator, denominator);
  const z = a.multiply(t, t);
  const tail = a.add(a.multiply(a.multiply(t, z), polynomial(a, z, coefficients)), offsetLow);
  const value = a.add(offset, a.add(t, tail));
  const signed = a.select(a.less(x, a.constant(0)), a.negate(value), value);
  return a.select(a.less(size, a.constant(1e-9)), x, signed);
};

/**
 * The angle between -π/2 and π/2 whose tangent is x, to 2 ulp.
 *
 * @example atan(1); // 0.7853981633974483
 */
export function atan(x: number): number {
  return atanKernel(numberArithmetic, x);
}
