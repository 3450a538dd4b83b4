/** The elimination tree of a sparse symmetric matrix: which column of the factor changes which. */
import type { SymmetricPattern } from "./SymmetricPattern.js";

/** The lower triangle of a matrix in another order, row by row: of row i the columns k < i. */
export interface LowerRows {
  /** Where each row begins in `columns`, and the end of the last. (n + 1) */
  readonly start: Int32Array;
  readonly columns: Int32Array;
}

/**
 * The entries below the diagonal of P A Pᵀ by row.
 *
 * @param pattern Pattern of A
 * @param inverse inverse[i] is the place of row i of A in the order of elimination (n)
 */
export function lowerRows({ size, rows, columns }: SymmetricPattern, inverse: Int32Array): LowerRows {
  const start = new Int32Array(size + 1);
  for (let e = 0; e < rows.length; e++) {
    const [i, j] = [inverse[rows[e]], inverse[columns[e]]];
    if (i !== j) start[Math.max(i, j) + 1]++;
  }
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const next = start.slice(0, size);
  const lower = new Int32Array(start[size]);
  for (let e = 0; e < rows.length; e++) {
    const [i, j] = [inverse[rows[e]], inverse[columns[e]]];
    if (i !== j) lower[next[Math.max(i, j)]++] = Math.min(i, j);
  }
  return { start, columns: lower };
}

/**
 * Parent of each column: the row of its first entry below the diagonal of the factor, −1 where it has none (Liu 1990, The role
 * of elimination trees in sparse factorization, SIAM Journal on Matrix Analysis and Applications 11, 134–172).
 *
 * @param lower The matrix below its diagonal, in the order of elimination
 * @returns Parents (n), each greater than its children
 */
export function eliminationTree({ start, columns }: LowerRows): Int32Array {
  const size = start.length - 1;
  const parent = new Int32Array(size).fill(-1);
  // The way up from a node is walked once: every node on it is pointed to the row that was reached.
  const ancestor = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    for (let e = start[i]; e < start[i + 1]; e++) {
      let node = columns[e];
      while (node !== -1 && node < i) {
        const above = ancestor[node];
        ancestor[node] = i;
        if (above === -1) parent[node] = i;
        node = above;
      }
    }
  }
  return parent;
}

/**
 * A numbering in which every node comes after all below it and before all others, children in their order.
 *
 * @param parent Parents (n), −1 for roots
 * @returns Nodes in their new order (n)
 */
export function postorder(parent: Int32Array): Int32Array {
  const size = parent.length;
  const firstChild = new Int32Array(size).fill(-1);
  const nextSibling = new Int32Array(size).fill(-1);
  let root = -1;
  for (let node = size - 1; node >= 0; node--) {
    if (parent[node] === -1) {
      nextSibling[node] = root;
      root = node;
    } else {
      nextSibling[node] = firstChild[parent[node]];
      firstChild[parent[node]] = node;
    }
  }
  const order = new Int32Array(size);
  let count = 0;
  let node = root;
  while (node !== -1) {
    while (firstChild[node] !== -1) node = firstChild[node];
    order[count++] = node;
    while (nextSibling[node] === -1 && parent[node] !== -1) {
      node = parent[node];
      order[count++] = node;
    }
    node = nextSibling[node];
  }
  return order;
}
