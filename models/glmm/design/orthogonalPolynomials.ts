/** Polynomials orthogonal over the fitted rows, as R's `poly` makes them, and their values at other points. */
import { meanOf } from "./standardising.js";

/** Coefficients of the recurrence p[k+1](x) = (x − alpha[k]) p[k](x) − norm2[k]/norm2[k−1] p[k−1](x), p[0] = 1. */
export interface OrthogonalPolynomials {
  readonly alpha: readonly number[];
  /** Sums of squares of p[0] … p[degree] over the fitted points. */
  readonly norm2: readonly number[];
}

/**
 * Polynomials of degrees 0 to `degree` that are orthogonal over the points. Undefined when there are not more different
 * points than the degree. After Forsythe (1957), Generation and use of orthogonal polynomials, J. SIAM 5.
 */
export function orthogonalPolynomials(x: Float64Array, degree: number): OrthogonalPolynomials | undefined {
  if (new Set(x).size <= degree) return undefined;
  const alpha = [meanOf(x)];
  const norm2 = [x.length];
  let before = new Float64Array(x.length);
  let current = new Float64Array(x.length).fill(1);
  for (let k = 0; k < degree; k += 1) {
    const next = nextPolynomial(x, current, before, alpha[k]!, k === 0 ? 0 : norm2[k]! / norm2[k - 1]!);
    let squares = 0;
    let moment = 0;
    for (let i = 0; i < x.length; i += 1) {
      const square = next[i]! * next[i]!;
      squares += square;
      moment += x[i]! * square;
    }
    norm2.push(squares);
    alpha.push(moment / squares);
    [before, current] = [current, next];
  }
  return { alpha, norm2 };
}

/** The polynomials of degrees 1, 2, … at some points, each with a sum of squares of 1 over the fitted points. */
export function polynomialColumns({ alpha, norm2 }: OrthogonalPolynomials, x: Float64Array): Float64Array[] {
  const columns: Float64Array[] = [];
  let before = new Float64Array(x.length);
  let current = new Float64Array(x.length).fill(1);
  for (let k = 0; k + 1 < norm2.length; k += 1) {
    const next = nextPolynomial(x, current, before, alpha[k]!, k === 0 ? 0 : norm2[k]! / norm2[k - 1]!);
    const norm = Math.sqrt(norm2[k + 1]!);
    columns.push(next.map((value) => value / norm));
    [before, current] = [current, next];
  }
  return columns;
}

function nextPolynomial(
  x: Float64Array,
  current: Float64Array,
  before: Float64Array,
  alpha: number,
  ratio: number,
): Float64Array<ArrayBuffer> {
  return x.map((value, i) => (value - alpha) * current[i]! - ratio * before[i]!);
}
