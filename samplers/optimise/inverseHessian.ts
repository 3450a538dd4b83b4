/** What the last steps of a climb tell about curvature: the two-loop recursion of L-BFGS. */
import type { Point } from "./lineSearch.js";

/** An approximation of the inverse of the negative Hessian; mutable. */
export interface InverseHessian {
  /** Its product with a vector, written to `out`; the vector itself while nothing is known. */
  multiply(vector: Float64Array, out: Float64Array): void;
  /** Takes in a step, unless the density is not concave along it. */
  learn(from: Point, to: Point): void;
  forget(): void;
  isEmpty(): boolean;
}

/** Steps remembered. */
const MEMORY = 12;
/** A step counts when its curvature s·y exceeds this share of |y|². */
const LEAST_CURVATURE = 1e-12;

interface Step {
  /** Change of position, and of minus the gradient. */
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly product: number;
}

/** Nothing known yet of a density on ℝⁿ. Nocedal & Wright 2006, Algorithm 7.4, with the scaling (7.20). */
export function inverseHessian(dimension: number): InverseHessian {
  const steps: Step[] = [];
  let scale = 1;
  return {
    multiply(vector, out) {
      out.set(vector);
      const shares = new Float64Array(steps.length);
      for (let k = steps.length - 1; k >= 0; k--) {
        const { s, y, product } = steps[k];
        shares[k] = dot(s, out) / product;
        for (let i = 0; i < dimension; i++) out[i] -= shares[k] * y[i];
      }
      for (let i = 0; i < dimension; i++) out[i] *= scale;
      for (const [k, { s, y, product }] of steps.entries()) {
        const rest = shares[k] - dot(y, out) / product;
        for (let i = 0; i < dimension; i++) out[i] += rest * s[i];
      }
    },
    learn(from, to) {
      const s = to.position.map((x, i) => x - from.position[i]);
      const y = from.slope.map((g, i) => g - to.slope[i]);
      const product = dot(s, y);
      const square = dot(y, y);
      if (!(product > LEAST_CURVATURE * square)) return;
      scale = product / square;
      steps.push({ s, y, product });
      if (steps.length > MEMORY) steps.shift();
    },
    forget() {
      steps.length = 0;
      scale = 1;
    },
    isEmpty: () => steps.length === 0,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
