/** An order of elimination that keeps the factor of a sparse symmetric matrix sparse. */
import type { SymmetricPattern } from "./SymmetricPattern.js";

/**
 * Rows in the order in which they are to be eliminated: at each step one of least degree, ties by number.
 *
 * @param pattern Places of one triangle
 * @returns order[k] is the row that is eliminated as the k-th (n)
 */
export function minimumDegree({ size, rows, columns }: SymmetricPattern): Int32Array {
  const neighbours = Array.from({ length: size }, () => new Set<number>());
  rows.forEach((i, e) => {
    const j = columns[e];
    if (i === j) return;
    neighbours[i].add(j);
    neighbours[j].add(i);
  });
  const left = new Set(neighbours.keys());
  return Int32Array.from({ length: size }, () => {
    let pivot = -1;
    for (const node of left) if (pivot === -1 || neighbours[node].size < neighbours[pivot].size) pivot = node;
    left.delete(pivot);
    for (const i of neighbours[pivot]) {
      neighbours[i].delete(pivot);
      for (const j of neighbours[pivot]) if (j !== i) neighbours[i].add(j);
    }
    return pivot;
  });
}
