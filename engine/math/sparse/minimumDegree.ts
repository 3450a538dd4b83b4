/** An order of elimination that keeps the factor of a sparse symmetric matrix sparse. */
import { DegreeLists } from "./DegreeLists.js";
import { QuotientGraph } from "./QuotientGraph.js";
import type { SymmetricPattern } from "./SymmetricPattern.js";

/** Rows with more entries than both wait for the end: they would be looked at again with every neighbour's elimination. */
const denseAtLeast = 16;
const denseRoots = 10;

/**
 * Rows in the order in which they are to be eliminated: at each step one of (nearly) least degree in what is left, so that
 * few entries are added (approximate minimum degree: Amestoy, Davis & Duff 1996, An approximate minimum degree ordering
 * algorithm, SIAM Journal on Matrix Analysis and Applications 17, 886–905).
 *
 * @param pattern Places of one triangle
 * @returns order[k] is the row that is eliminated as the k-th (n)
 */
export function minimumDegree(pattern: SymmetricPattern): Int32Array {
  const { size } = pattern;
  const dense = denseRows(pattern);
  const graph = new QuotientGraph(pattern, dense);
  const lists = new DegreeLists(size);
  for (let i = size - 1; i >= 0; i--) if (!dense[i]) lists.add(i, graph.degree[i]);

  const order = new Int32Array(size);
  let count = 0;
  for (let pivot = lists.least(); pivot !== -1; pivot = lists.least()) {
    lists.remove(pivot, graph.degree[pivot]);
    const { changed, rows } = graph.eliminate(pivot, (i) => lists.remove(i, graph.degree[i]));
    for (const i of changed) lists.add(i, graph.degree[i]);
    for (const row of rows) order[count++] = row;
  }
  const last = Array.from(dense.keys()).filter((i) => dense[i]);
  const entries = new Int32Array(size);
  for (const ends of [pattern.rows, pattern.columns]) for (const i of ends) entries[i]++;
  for (const row of last.sort((a, b) => entries[a] - entries[b] || a - b)) order[count++] = row;
  return order;
}

/** 1 for each row that is too full to be ordered with the others. */
function denseRows({ size, rows, columns }: SymmetricPattern): Uint8Array {
  const entries = new Int32Array(size);
  for (let e = 0; e < rows.length; e++) {
    if (rows[e] === columns[e]) continue;
    entries[rows[e]]++;
    entries[columns[e]]++;
  }
  const limit = Math.max(denseAtLeast, denseRoots * Math.sqrt(size));
  return Uint8Array.from(entries, (count) => (count > limit ? 1 : 0));
}
