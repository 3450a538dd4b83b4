/** Quadrature over the standard normal distribution. */
import { gaussRule, type QuadratureRule } from "./gaussRule.js";

/**
 * Nodes and weights with E f(z) ≈ Σ weights_k f(nodes_k) for standard normal z, exact for polynomials of degrees up to 2 n − 1.
 * Functions without singularities nearer to the real line than d are integrated to about exp(−2 d √n).
 *
 * @example gaussHermite(4); // { nodes: [-2.334…, -0.741…, 0.741…, 2.334…], weights: [0.0458…, 0.454…, 0.454…, 0.0458…] }
 */
export function gaussHermite(n: number): QuadratureRule {
  const off = Float64Array.from({ length: Math.max(0, n - 1) }, (_, k) => Math.sqrt(k + 1));
  const { nodes } = gaussRule(new Float64Array(n), off, 1);
  return { nodes, weights: nodes.map((x) => christoffel(x, n)) };
}

/** The weight of a node, 1/Σ p_k² over the n orthonormal Hermite polynomials: far out it is tiny, and has all its digits. */
function christoffel(x: number, n: number): number {
  let [before, current, squares] = [0, 1, 0];
  for (let k = 0; k < n; k += 1) {
    squares += current * current;
    [before, current] = [current, (x * current - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
  }
  return 1 / squares;
}
