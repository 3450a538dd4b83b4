/** The precision of a law by descent, with its factor: as sparse as the descent itself. */
import { log } from "../../../engine/math/log.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import type { Descent } from "./Descent.js";
import { descentFactor } from "./descentFactor.js";
import { eachShare } from "./eachShare.js";
import type { SparseLaw } from "./Kernel.js";

/**
 * S = (I − C)ᵀ D⁻¹ (I − C), with the shares of parents in C and the variances in D: the inverse of the covariance of w
 * (Henderson 1976, Biometrics 32, 69–83, for pedigrees; Hadfield & Nakagawa 2010, Journal of Evolutionary Biology 23, 494–508, for
 * trees). With children eliminated before their parents its factor is (I − C)ᵀ D^−½, which is written down as it is: no
 * difference is taken, and so none is lost, however unequal the variances.
 *
 * @param descent Parents before their children, variances above 0
 * @throws Error for a parent that does not come before its child, or a variance that is not above 0
 * @example
 * // Two tips of depth 1 that share the first half of the way: |S| = 1 / ½³.
 * descentLaw({ nodes: 3, parents: Int32Array.of(-1, 0, 0), parentsPerNode: 1, variance: Float64Array.of(0.5, 0.5, 0.5) });
 */
export function descentLaw(descent: Descent): SparseLaw {
  requireWellFormed(descent);
  const { pattern, values } = precisionOf(descent);
  let logDeterminant = 0;
  for (const variance of descent.variance) logDeterminant -= log(variance);
  return { kind: "sparse", pattern, values, ...descentFactor(descent, pattern), logDeterminant };
}

function requireWellFormed({ nodes, parents, parentsPerNode, variance }: Descent): void {
  if (parents.length !== nodes * parentsPerNode || variance.length !== nodes) throw new Error("lengths do not fit");
  parents.forEach((parent, p) => {
    const child = Math.floor(p / parentsPerNode);
    if (parent < -1 || parent >= child) throw new Error(`parent ${parent} does not come before its child ${child}`);
  });
  const wrong = variance.findIndex((d) => !(d > 0 && d < Infinity));
  if (wrong !== -1) throw new Error(`the variance of node ${wrong} is ${variance[wrong]}`);
}

/** Sums up (e_i − Σ c e_p)(e_i − Σ c e_p)ᵀ / d_i over the nodes i, with c the share of a parent p. */
function precisionOf(descent: Descent): { pattern: SymmetricPattern; values: Float64Array } {
  const { nodes, variance } = descent;
  const rows: number[] = Array.from({ length: nodes }, (_, i) => i);
  const columns = rows.slice();
  const values: number[] = Array.from(variance, (d) => 1 / d);
  const append = (row: number, column: number, value: number): number => {
    rows.push(row);
    columns.push(column);
    return values.push(value) - 1;
  };
  // Relatives may have children together, again and again, and so share a place that is there already.
  const places = new Map<number, number>();
  const add = (row: number, column: number, value: number): void => {
    const key = Math.max(row, column) * nodes + Math.min(row, column);
    const place = places.get(key);
    if (place === undefined) places.set(key, append(Math.max(row, column), Math.min(row, column), value));
    else values[place] += value;
  };
  const sparse = descent.parentsPerNode === 1 ? append : add;
  for (let i = 0; i < nodes; i++) {
    const weight = 1 / variance[i];
    let [other, otherShare] = [-1, 0];
    eachShare(descent, i, (parent, share) => {
      sparse(i, parent, -share * weight);
      values[parent] += share * share * weight;
      if (other !== -1) add(parent, other, share * otherShare * weight);
      [other, otherShare] = [parent, share];
    });
  }
  const pattern: SymmetricPattern = { size: nodes, rows: Int32Array.from(rows), columns: Int32Array.from(columns) };
  return { pattern, values: Float64Array.from(values) };
}
