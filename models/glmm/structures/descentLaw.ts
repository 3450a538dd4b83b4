/** The precision of a law by descent, with its factor: as sparse as the descent itself. */
import { log } from "../../../engine/math/log.js";
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import type { FactorPattern } from "../../../engine/math/sparse/FactorPattern.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import type { Descent } from "./Descent.js";
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
  const order = Int32Array.from({ length: descent.nodes }, (_, k) => descent.nodes - 1 - k);
  const factor = analysePattern(pattern, { order });
  let logDeterminant = 0;
  for (const variance of descent.variance) logDeterminant -= log(variance);
  return { kind: "sparse", pattern, values, factor, factorValues: factorOf(descent, factor), logDeterminant };
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
function precisionOf({ nodes, parents, parentsPerNode, variance }: Descent) {
  const rows: number[] = Array.from({ length: nodes }, (_, i) => i);
  const columns = rows.slice();
  const values: number[] = Array.from(variance, (d) => 1 / d);
  // Place of each pair of parents, and of parent and child, one below the other: relatives often have children together.
  const placeOf = new Map<number, number>();
  const add = (row: number, column: number, value: number) => {
    if (row < column) [row, column] = [column, row];
    const key = row * nodes + column;
    const place = row === column ? row : placeOf.get(key);
    if (place !== undefined) {
      values[place] += value;
      return;
    }
    placeOf.set(key, rows.length);
    rows.push(row);
    columns.push(column);
    values.push(value);
  };
  for (let i = 0; i < nodes; i++) {
    const weight = 1 / variance[i];
    const shares = sharesOf(parents, parentsPerNode, i);
    shares.forEach(([parent, share], at) => {
      add(i, parent, -share * weight);
      add(parent, parent, share * share * weight);
      for (const [other, otherShare] of shares.slice(0, at)) add(parent, other, share * otherShare * weight);
    });
  }
  const pattern: SymmetricPattern = { size: nodes, rows: Int32Array.from(rows), columns: Int32Array.from(columns) };
  return { pattern, values: Float64Array.from(values) };
}

/** The known parents of a node with what each passes on: a parent that stands twice, as in selfing, once with both shares. */
function sharesOf(parents: Int32Array, parentsPerNode: number, node: number): [parent: number, share: number][] {
  const share = 1 / parentsPerNode;
  const shares: [number, number][] = [];
  for (const parent of parents.subarray(node * parentsPerNode, (node + 1) * parentsPerNode)) {
    if (parent === -1) continue;
    if (shares.length === 1 && shares[0][0] === parent) shares[0][1] += share;
    else shares.push([parent, share]);
  }
  return shares;
}

/** Column i of L: 1 / √d_i on the diagonal, −share / √d_i at the parents; 0 where elimination might have left something. */
function factorOf({ nodes, parents, parentsPerNode, variance }: Descent, factor: FactorPattern): Float64Array {
  const { columnStart, rowIndex, factorEntries } = factor;
  const values = new Float64Array(factorEntries);
  for (let i = 0; i < nodes; i++) {
    // Node i is eliminated as the (nodes − 1 − i)-th.
    const [start, end] = [columnStart[nodes - 1 - i], columnStart[nodes - i]];
    const scale = 1 / Math.sqrt(variance[i]);
    values[start] = scale;
    for (const [parent, share] of sharesOf(parents, parentsPerNode, i)) {
      for (let p = start + 1; p < end; p++) if (rowIndex[p] === nodes - 1 - parent) values[p] = -share * scale;
    }
  }
  return values;
}
