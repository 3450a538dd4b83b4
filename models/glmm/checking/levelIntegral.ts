/** Integrals over a few standard normals of a function known by its logarithm, its slopes and its curvature. */
import { cholesky } from "../../../engine/math/cholesky.js";
import { gaussHermite } from "../../../engine/math/gaussHermite.js";
import type { QuadratureRule } from "../../../engine/math/gaussRule.js";
import { log } from "../../../engine/math/log.js";
import { logSumExp } from "../../../engine/math/logSumExp.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";

/** A log likelihood of standard normals z (size). */
export interface LevelFunction {
  readonly size: number;
  /** Log likelihood; −∞ where it has none. */
  value(z: Float64Array): number;
  /** Writes its gradient (size), and minus its expected second derivatives (size × size). */
  slopes(z: Float64Array, gradient: Float64Array, information: Float64Array): void;
}

/** Where a function times the standard normal density is highest. */
export interface LevelMode {
  readonly z: Float64Array;
  /** Cholesky factor of I + information there (size × size). */
  readonly factor: Float64Array;
}

const mostSteps = 60;

/**
 * The mode of value(z) − zᵀz/2 by Fisher scoring with halved steps, from the best of some starts. Quadrature needs no exact one: it
 * ends at a step of a hundredth of a standard error.
 */
export function levelMode(f: LevelFunction, starts: readonly Float64Array[]): LevelMode {
  const { size } = f;
  const height = (z: Float64Array) => f.value(z) - 0.5 * dot(z, z);
  let z = starts.reduce((best, start) => (height(start) > height(best) ? start : best)).slice();
  let top = height(z);
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  let factor = identity(size);
  for (let steps = 0; steps < mostSteps; steps += 1) {
    f.slopes(z, gradient, information);
    for (let k = 0; k < size; k += 1) {
      gradient[k]! -= z[k]!;
      information[k * size + k]! += 1;
    }
    const next = cholesky(information, size);
    if (Number.isNaN(next[0])) break;
    factor = next;
    const half = solveTriangular(factor, gradient);
    const length = Math.sqrt(dot(half, half));
    if (!Number.isFinite(length)) break;
    const step = solveTriangular(factor, half, "transposed");
    let moved = z.map((value, k) => value + step[k]!);
    let share = 1;
    let value = height(moved);
    while (!(value >= top) && share > 1e-9) {
      share /= 2;
      moved = z.map((at, k) => at + share * step[k]!);
      value = height(moved);
    }
    if (!(value >= top)) break;
    [z, top] = [moved, value];
    if (share * length < 0.01) break;
  }
  return { z, factor };
}

/**
 * log E exp(f(z)) over standard normal z, by Gauss-Hermite quadrature moved to the mode and scaled by the curvature there (Liu &
 * Pierce 1994, Biometrika 81, 624-629), with so many nodes in each direction.
 */
export function levelIntegral(f: LevelFunction, { z: mode, factor }: LevelMode, nodes: number): number {
  const { size } = f;
  const rule = ruleOf(nodes);
  const terms = new Float64Array(Math.round(size === 1 ? nodes : size === 2 ? nodes * nodes : nodes * nodes * nodes));
  const t = new Float64Array(size);
  const z = new Float64Array(size);
  for (let place = 0; place < terms.length; place += 1) {
    let [rest, term] = [place, 0];
    for (let k = 0; k < size; k += 1) {
      const node = rest % nodes;
      rest = (rest - node) / nodes;
      t[k] = rule.nodes[node]!;
      term += log(rule.weights[node]!) + 0.5 * t[k]! * t[k]!;
    }
    solveTriangular(factor, t, "transposed", z);
    for (let k = 0; k < size; k += 1) z[k]! += mode[k]!;
    terms[place] = term + f.value(z) - 0.5 * dot(z, z);
  }
  let sum = logSumExp(terms);
  for (let k = 0; k < size; k += 1) sum -= log(factor[k * size + k]!);
  return sum;
}

const rules = new Map<number, QuadratureRule>();

function ruleOf(nodes: number): QuadratureRule {
  let rule = rules.get(nodes);
  if (rule === undefined) rules.set(nodes, (rule = gaussHermite(nodes)));
  return rule;
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, place) => (place % (size + 1) === 0 ? 1 : 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k]! * b[k]!;
  return sum;
}
