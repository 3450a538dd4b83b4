/** The Cholesky factor of the precision of a law by descent, which needs no factorisation. */
import type { FactorPattern } from "../../../engine/math/sparse/FactorPattern.js";
import { rowRuns } from "../../../engine/math/sparse/rowRuns.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import type { Descent } from "./Descent.js";
import { eachShare } from "./eachShare.js";
import type { SparseLaw } from "./Kernel.js";

/**
 * The factor with children eliminated before their parents. Column i is 1 / √d_i on the diagonal and −share / √d_i at the parents.
 *
 * It has the places of the precision and no others. Of a tree these are all that elimination fills. Of a pedigree elimination
 * would fill many more, at which the exact factor is 0 (in an order of least degree 500,000 of 10,000 animals with 28,000 pairs):
 * so this pattern is for solutions with these values, and not for factorising another matrix.
 *
 * @param descent Parents before their children
 * @param pattern Of its precision: the diagonal first, then pairs below it
 */
export function descentFactor(descent: Descent, pattern: SymmetricPattern): Pick<SparseLaw, "factor" | "factorValues"> {
  const factor = patternOf(pattern);
  const last = descent.nodes - 1;
  const values = new Float64Array(factor.factorEntries);
  for (let i = 0; i <= last; i++) {
    const start = factor.columnStart[last - i];
    const scale = 1 / Math.sqrt(descent.variance[i]);
    values[start] = scale;
    eachShare(descent, i, (parent, share) => {
      // A column has few entries: parents, and mates that are older.
      values[factor.rowIndex.indexOf(last - parent, start)] = -share * scale;
    });
  }
  return { factor, factorValues: values };
}

/** The last row is eliminated first, and nothing is filled. */
function patternOf({ size, rows, columns }: SymmetricPattern): FactorPattern {
  const last = size - 1;
  const columnStart = new Int32Array(size + 1);
  for (const row of rows) columnStart[last - row + 1]++;
  let operations = 0;
  for (let k = 0; k < size; k++) {
    const below = columnStart[k + 1] - 1;
    operations += (below * (below + 1)) / 2;
    columnStart[k + 1] += columnStart[k];
  }
  const next = columnStart.slice(0, size);
  const rowIndex = new Int32Array(rows.length);
  const entryTarget = new Int32Array(rows.length);
  // From the last column of the matrix to the first: so the rows of each column of the factor ascend.
  for (const e of entriesByColumn(columns, size)) {
    const place = next[last - rows[e]]++;
    rowIndex[place] = last - columns[e];
    entryTarget[e] = place;
  }
  return {
    size,
    entries: rows.length,
    factorEntries: rows.length,
    order: Int32Array.from({ length: size }, (_, k) => last - k),
    columnStart,
    rowIndex,
    entryTarget,
    ...rowRuns(columnStart, rowIndex),
    operations,
  };
}

/** Entries in the order of their columns, the last column first. */
function entriesByColumn(columns: Int32Array, size: number): Int32Array {
  const start = new Int32Array(size + 1);
  for (const column of columns) start[size - column]++;
  for (let k = 0; k < size; k++) start[k + 1] += start[k];
  const entries = new Int32Array(columns.length);
  columns.forEach((column, e) => void (entries[start[size - 1 - column]++] = e));
  return entries;
}
