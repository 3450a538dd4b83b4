/** Evaluates polynomials inside kernels. */
import type { Arithmetic } from "./Arithmetic.js";

/**
 * c0 + c1 x + c2 x² + …, as two interleaved Horner chains in x² (even and odd powers), which run side by side in the
 * processor.
 *
 * @param coefficients two or more, constant term first
 */
export function polynomial<Value, Mask>(a: Arithmetic<Value, Mask>, x: Value, coefficients: readonly number[]): Value {
  const square = a.multiply(x, x);
  const last = coefficients.length - 1;
  let first = a.constant(coefficients[last]);
  let second = a.constant(coefficients[last - 1]);
  for (let i = last - 2; i >= 0; i--) {
    // The two chains swap roles at each power.
    const next = a.add(a.multiply(first, square), a.constant(coefficients[i]));
    first = second;
    second = next;
  }
  return a.add(second, a.multiply(first, x));
}
