/** What can be known of a sparse Cholesky factor before its values are: order, pattern, cost. */
import { eliminationTree, lowerRows, postorder, type LowerRows } from "./eliminationTree.js";
import type { FactorPattern } from "./FactorPattern.js";
import { minimumDegree } from "./minimumDegree.js";
import { rowRuns } from "./rowRuns.js";
import type { SymmetricPattern } from "./SymmetricPattern.js";

/**
 * The pattern of the Cholesky factor of a sparse symmetric matrix, in an order of elimination that keeps it sparse.
 *
 * @param pattern Places of one triangle, each once, the diagonal among them
 * @param options `order`: rows in the order in which they are to be eliminated, in place of one of approximate minimum degree
 * @throws Error where an entry lies outside of the matrix or is given twice, or the order is no order of its rows
 * @example analysePattern({ size: 2, rows: Int32Array.of(0, 1, 1), columns: Int32Array.of(0, 0, 1) }).factorEntries; // 3
 */
export function analysePattern(
  pattern: SymmetricPattern,
  options: { readonly order?: Int32Array } = {},
): FactorPattern {
  const { size, rows, columns } = pattern;
  requireWellFormed(pattern);
  const order = options.order ?? minimumDegree(pattern);
  let inverse = inverseOf(order, size);
  let lower = lowerRows(pattern, inverse);
  let parent = eliminationTree(lower);
  let chosen = order;
  if (!options.order) {
    // A reordering that leaves the factor as sparse as it is, and puts columns close to those that they change.
    const after = postorder(parent);
    chosen = after.map((node) => order[node]);
    inverse = inverseOf(chosen, size);
    lower = lowerRows(pattern, inverse);
    parent = eliminationTree(lower);
  }
  const { columnStart, rowIndex, operations } = columnsOf(lower, parent);
  const factorEntries = columnStart[size];
  return {
    size,
    entries: rows.length,
    factorEntries,
    order: chosen,
    columnStart,
    rowIndex,
    entryTarget: targetsOf(rows, columns, inverse, columnStart, rowIndex),
    ...rowRuns(columnStart, rowIndex),
    operations,
  };
}

function requireWellFormed(pattern: SymmetricPattern): void {
  const { size, rows, columns } = pattern;
  if (rows.length !== columns.length) throw new Error(`${rows.length} rows of entries, ${columns.length} columns`);
  for (let e = 0; e < rows.length; e++) {
    if (rows[e] >= 0 && rows[e] < size && columns[e] >= 0 && columns[e] < size) continue;
    throw new Error(`entry (${rows[e]}, ${columns[e]}) is outside of a matrix of ${size} rows`);
  }
  const lower = lowerRows(
    pattern,
    Int32Array.from({ length: size }, (_, i) => i),
  );
  const seen = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    for (const j of lower.columns.subarray(lower.start[i], lower.start[i + 1])) {
      if (seen[j] === i) throw new Error(`entry (${i}, ${j}) is given twice`);
      seen[j] = i;
    }
  }
  const diagonal = new Uint8Array(size);
  for (let e = 0; e < rows.length; e++) {
    if (rows[e] !== columns[e]) continue;
    if (diagonal[rows[e]]++) throw new Error(`entry (${rows[e]}, ${rows[e]}) is given twice`);
  }
}

function inverseOf(order: Int32Array, size: number): Int32Array {
  const inverse = new Int32Array(size).fill(-1);
  order.forEach((row, k) => (inverse[row] = k));
  if (order.length !== size || inverse.includes(-1)) throw new Error(`no order of ${size} rows`);
  return inverse;
}

/** Columns of the factor. Row i of L is what is passed on the ways up the tree from the entries of row i of A. */
function columnsOf({ start, columns }: LowerRows, parent: Int32Array) {
  const size = parent.length;
  const reached = new Int32Array(size);
  const walk = (visit: (column: number, row: number) => void) => {
    reached.fill(-1);
    for (let row = 0; row < size; row++) {
      visit(row, row);
      reached[row] = row;
      for (let e = start[row]; e < start[row + 1]; e++) {
        for (let column = columns[e]; reached[column] !== row; column = parent[column]) {
          reached[column] = row;
          visit(column, row);
        }
      }
    }
  };
  const columnStart = new Int32Array(size + 1);
  walk((column) => columnStart[column + 1]++);
  let operations = 0;
  for (let column = 0; column < size; column++) {
    const below = columnStart[column + 1] - 1;
    operations += (below * (below + 1)) / 2;
    columnStart[column + 1] += columnStart[column];
  }
  const next = columnStart.slice(0, size);
  const rowIndex = new Int32Array(columnStart[size]);
  walk((column, row) => (rowIndex[next[column]++] = row));
  return { columnStart, rowIndex, operations };
}

function targetsOf(
  rows: Int32Array,
  columns: Int32Array,
  inverse: Int32Array,
  columnStart: Int32Array,
  rowIndex: Int32Array,
): Int32Array {
  return rows.map((row, e) => {
    const [a, b] = [inverse[row], inverse[columns[e]]];
    const [i, j] = a > b ? [a, b] : [b, a];
    // By halving, since a column's rows ascend.
    let [from, to] = [columnStart[j], columnStart[j + 1] - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (rowIndex[middle] < i) from = middle + 1;
      else to = middle;
    }
    return from;
  });
}
