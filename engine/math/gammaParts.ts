/** What the gamma family shares: the shift that makes Stirling's series converge, and reflection to negative arguments. */
import type { Arithmetic } from "./Arithmetic.js";
import { polynomial } from "./polynomial.js";

/** From here on the asymptotic series hold to a double's precision. */
const stirlingFrom = 8;

/** sin πf = f p(f²) and cos πf = p(f²), |f| <= 1/2, error 4e-18; minimax, test/reference/math/fit.py. */
const sine = [
  3.141592653589793, -5.167712780049969, 2.5501640398773007, -0.5992645293189474, 0.08214588657314421,
  -0.007370430506269508, 0.0004662998178563369, -2.1903501176412406e-5, 7.697867782956378e-7,
];
const cosine = [
  1, -4.934802200544676, 4.058712126416498, -1.3352627688434646, 0.23533063012980837, -0.025806888739352957,
  0.0019295562835931208, -0.00010456658073600429, 4.1495917001716555e-6,
];

/** A positive argument, shifted by 8 where it is below 8. */
export interface Shifted<Value, Mask> {
  readonly isShifted: Mask;
  /** x, or x + 8. */
  readonly argument: Value;
  /** x (x+7), from which x+i and x+7-i are paired: (x+i)(x+7-i) = w + i(7-i). */
  readonly w: Value;
}

export function shift<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value): Shifted<Value, Mask> {
  const isShifted = a.less(x, a.constant(stirlingFrom));
  const argument = a.select(isShifted, a.add(x, a.constant(stirlingFrom)), x);
  return { isShifted, argument, w: a.multiply(x, a.add(x, a.constant(7))) };
}

/** What is added to w = x(x+7) to make the four products of pairs among x, x+1, …, x+7. */
export const pairs = [0, 6, 10, 12] as const;

/** sin πx and cos πx of a number x >= 0, but for their common sign. */
export function halfTurn<Value, Mask>(
  a: Arithmetic<Value, Mask>,
  x: Value,
): { readonly sin: Value; readonly cos: Value } {
  const f = a.subtract(x, a.nearest(x));
  const z = a.multiply(f, f);
  return { sin: a.multiply(f, polynomial(a, z, sine)), cos: polynomial(a, z, cosine) };
}
