/** What erf, erfc and the normal distribution share: the scaled complementary error function and e^(-y²). */
import type { Arithmetic } from "./Arithmetic.js";
import { exactProduct } from "./exact.js";
import { expKernel } from "./exp.js";
import { polynomial } from "./polynomial.js";

/**
 * p in (1 + 2y) e^(y²) erfc(y) = p(t), t = (y - 4)/(y + 4), y >= 0, error 3.4e-17; minimax, test/reference/math/fit.py.
 * The form is that of Shepherd and Laframboise 1981, Mathematics of Computation 36, 249-253.
 */
const coefficients = [
  1.2329951186255526, -0.13962111684056214, 0.01537965210261117, 0.06809705425465566, -0.10103906603589338,
  0.09373283499944773, -0.0663303658198707, 0.037167515522270454, -0.016197733985001357, 0.005031970096490284,
  -0.0007577736904356554, -0.0001992572649918926, 0.00015062304862335758, -2.4397434592089306e-5,
  -1.1225010788811556e-5, 5.706066441206378e-6, 2.979038696948046e-7, -8.20489208164745e-7, 7.123533597633642e-8,
  1.0591202719966408e-7, -1.6406381499383184e-8, -1.2175460712041187e-8, 1.5801350001955632e-9, 9.012387396394657e-10,
];

/** e^(y²) erfc(y), for finite y >= 0. */
export function scaledErfc<Value, Mask>(a: Arithmetic<Value, Mask>, y: Value): Value {
  const four = a.constant(4);
  const t = a.divide(a.subtract(y, four), a.add(y, four));
  return a.divide(polynomial(a, t, coefficients), a.add(a.add(y, y), a.constant(1)));
}

/** e^(-scale y²) for y from 0 to 100: the square is taken exactly, as its error would be multiplied by itself. */
export function expOfSquare<Value, Mask>(a: Arithmetic<Value, Mask>, y: Value, scale: 1 | 0.5): Value {
  const { high, low } = exactProduct(a, y, y);
  const factor = a.constant(-scale);
  const value = expKernel(a, a.multiply(high, factor));
  return a.add(value, a.multiply(value, a.multiply(low, factor)));
}

/** `limit` where x is above it; NaN passes. */
export function atMost<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, limit: number): Value {
  return a.select(a.less(a.constant(limit), x), a.constant(limit), x);
}
