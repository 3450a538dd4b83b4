/** A Gaussian quadrature rule that stands for many weighted points. */
import { gaussRule, type QuadratureRule } from "./gaussRule.js";

/** Where a polynomial of unit leading coefficient is this small beside the one before, only rounding is left of the points. */
const exhausted = 1e-13;

/**
 * At most `n` nodes whose weighted powers, up to the (2 n − 1)-th, have the same sums as those of the points: a smooth function's
 * weighted sum over the points is that over the nodes, nearly. By Stieltjes's procedure (Gautschi 2004, Orthogonal Polynomials,
 * section 2.2.3.1), which wants at least twice as many points as nodes.
 *
 * @param weights Of the points, not negative, with a sum above 0.
 * @example gaussOfPoints(Float64Array.of(0, 1, 2, 3), Float64Array.of(1, 1, 1, 1), 2); // { nodes: [0.3819…, 2.618…], weights: [2, 2] }
 */
export function gaussOfPoints(points: Float64Array, weights: Float64Array, n: number): QuadratureRule {
  const count = points.length;
  const diagonal: number[] = [];
  const off: number[] = [];
  let mass = 0;
  for (let i = 0; i < count; i += 1) mass += weights[i]!;
  // Orthonormal polynomials at the points.
  const before = new Float64Array(count);
  const current = new Float64Array(count).fill(1 / Math.sqrt(mass));
  const next = new Float64Array(count);
  for (let k = 0; k < n; k += 1) {
    let centre = 0;
    for (let i = 0; i < count; i += 1) centre += weights[i]! * points[i]! * current[i]! * current[i]!;
    diagonal.push(centre);
    if (k === n - 1) break;
    const coupling = off[k - 1] ?? 0;
    let squares = 0;
    let scale = 0;
    for (let i = 0; i < count; i += 1) {
      const p = (points[i]! - centre) * current[i]! - coupling * before[i]!;
      next[i] = p;
      squares += weights[i]! * p * p;
      scale += weights[i]! * points[i]! * points[i]! * current[i]! * current[i]!;
    }
    const length = Math.sqrt(squares);
    if (!(length > exhausted * Math.sqrt(scale))) break;
    off.push(length);
    for (let i = 0; i < count; i += 1) {
      before[i] = current[i]!;
      current[i] = next[i]! / length;
    }
  }
  return gaussRule(diagonal, off, mass);
}
