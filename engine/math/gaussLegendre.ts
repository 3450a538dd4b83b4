/** Quadrature over an interval. */
import { gaussRule, type QuadratureRule } from "./gaussRule.js";

/**
 * Nodes and weights with ∫ f over (0, 1) ≈ Σ weights_k f(nodes_k), exact for polynomials of degrees up to 2 n − 1.
 *
 * @example gaussLegendre(2); // { nodes: [0.2113…, 0.7886…], weights: [0.5, 0.5] }
 */
export function gaussLegendre(n: number): QuadratureRule {
  const off = Float64Array.from({ length: Math.max(0, n - 1) }, (_, k) => 0.5 / Math.sqrt(4 - 1 / ((k + 1) * (k + 1))));
  return gaussRule(new Float64Array(n).fill(0.5), off, 1);
}
