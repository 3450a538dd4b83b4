/** The nodes and weights of Gaussian quadrature from the recurrence of its orthogonal polynomials. */

/** Integrals as sums: ∫ f ≈ Σ weights_k f(nodes_k). */
export interface QuadratureRule {
  /** Ascending. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const mostSweeps = 60;

/**
 * The rule of a measure whose orthonormal polynomials obey x p_k = off_k p_(k−1) + diagonal_k p_k + off_(k+1) p_(k+1): nodes are the
 * eigenvalues of that tridiagonal matrix, weights the squares of the first entries of its eigenvectors (Golub & Welsch 1969,
 * Math. Comp. 23, 221-230), by implicit QL steps.
 *
 * @param diagonal (n)
 * @param off off_1 … off_(n−1), all above 0.
 * @param mass What the weights add up to.
 * @throws Error where the steps do not converge, which has not been seen; a NaN gives nodes that are NaN.
 * @example gaussRule([0, 0], [1], 1); // { nodes: [-1, 1], weights: [0.5, 0.5] } = the rule of the standard normal
 */
export function gaussRule(diagonal: ArrayLike<number>, off: ArrayLike<number>, mass: number): QuadratureRule {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(n);
  for (let k = 0; k + 1 < n; k += 1) e[k] = off[k]!;
  // First entries of the eigenvectors.
  const first = new Float64Array(n);
  first[0] = 1;
  for (let low = 0; low < n; low += 1) {
    for (let sweep = 0; ; sweep += 1) {
      const high = firstSplit(d, e, low);
      if (high === low) break;
      if (sweep === mostSweeps) throw new Error("the nodes of a quadrature did not converge.");
      qlStep(d, e, first, low, high);
    }
  }
  const order = Array.from(d.keys()).sort((a, b) => d[a]! - d[b]!);
  return {
    nodes: Float64Array.from(order, (k) => d[k]!),
    weights: Float64Array.from(order, (k) => mass * first[k]! * first[k]!),
  };
}

/** The first row from `low` on that is not coupled to the next. */
function firstSplit(d: Float64Array, e: Float64Array, low: number): number {
  let m = low;
  while (m < d.length - 1 && Math.abs(e[m]!) > 2.2e-16 * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m += 1;
  return m;
}

/** One step with Wilkinson's shift: rotations chase a bulge from `high` up to `low`. */
function qlStep(d: Float64Array, e: Float64Array, first: Float64Array, low: number, high: number): void {
  const half = (d[low + 1]! - d[low]!) / (2 * e[low]!);
  const root = Math.sqrt(half * half + 1);
  let g = d[high]! - d[low]! + e[low]! / (half + (half >= 0 ? root : -root));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let i = high - 1; i >= low; i -= 1) {
    const f = sine * e[i]!;
    const b = cosine * e[i]!;
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      // The matrix has come apart by itself.
      d[i + 1]! -= shift;
      e[high] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1]! - shift;
    const t = (d[i]! - g) * sine + 2 * cosine * b;
    shift = sine * t;
    d[i + 1] = g + shift;
    g = cosine * t - b;
    const above = first[i + 1]!;
    first[i + 1] = sine * first[i]! + cosine * above;
    first[i] = cosine * first[i]! - sine * above;
  }
  d[low]! -= shift;
  e[low] = g;
  e[high] = 0;
}
