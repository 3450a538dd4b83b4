/** The entries of a sparse factor by row, in runs that a factorisation can take in one stride. */
import type { FactorStructure } from "./FactorPattern.js";

/**
 * Entries left of the diagonal by row: first those whose tails are aligned with the row's column, the shorter before the
 * longer, then the others; equal ones by column.
 *
 * @param columnStart Place of each column's diagonal entry, and the end of the last (n + 1)
 * @param rowIndex Row of each entry of L (factorEntries)
 */
export function rowRuns(
  columnStart: Int32Array,
  rowIndex: Int32Array,
): Pick<FactorStructure, "rowStart" | "rowPlaces" | "rowColumns" | "runStart" | "runEnds" | "runLengths"> {
  const size = columnStart.length - 1;
  const left = rowIndex.length - size;
  const rowStart = new Int32Array(size + 1);
  for (const row of rowIndex) rowStart[row + 1]++;
  // The diagonal itself is not counted.
  for (let row = 0; row < size; row++) rowStart[row + 1] += rowStart[row] - 1;

  const next = rowStart.slice(0, size);
  const [rowPlaces, rowColumns, lengths] = [new Int32Array(left), new Int32Array(left), new Int32Array(left)];
  const columns = columnsOf(columnStart);
  for (const place of placesByLength(columnStart, rowIndex)) {
    const [row, column] = [rowIndex[place], columns[place]];
    const t = next[row]++;
    rowPlaces[t] = place;
    rowColumns[t] = column;
    lengths[t] = alignedLength(columnStart, rowIndex, column, place);
  }

  const runStart = new Int32Array(size + 1);
  const [runEnds, runLengths] = [new Int32Array(left), new Int32Array(left)];
  let count = 0;
  for (let row = 0; row < size; row++) {
    for (let t = rowStart[row]; t < rowStart[row + 1] && lengths[t] > 0; t++) {
      if (t === rowStart[row] || lengths[t] !== lengths[t - 1]) runLengths[count++] = lengths[t];
      runEnds[count - 1] = t + 1;
    }
    runStart[row + 1] = count;
  }
  return { rowStart, rowPlaces, rowColumns, runStart, runEnds, runLengths };
}

/** Length of the tail that begins at a place, if it is aligned with the column of its first row, else 0. */
function alignedLength(columnStart: Int32Array, rowIndex: Int32Array, column: number, place: number): number {
  const end = columnStart[column + 1];
  const length = end - place;
  // The tail's rows are among those of that column: they are the first of them if the last of each agree.
  return rowIndex[columnStart[rowIndex[place]] + length - 1] === rowIndex[end - 1] ? length : 0;
}

/** Column of each entry. */
function columnsOf(columnStart: Int32Array): Int32Array {
  const columns = new Int32Array(columnStart[columnStart.length - 1]);
  for (let j = 0; j + 1 < columnStart.length; j++) columns.fill(j, columnStart[j], columnStart[j + 1]);
  return columns;
}

/** Entries left of the diagonal by the length of their aligned tails, those that are not aligned last; equal ones by column. */
function placesByLength(columnStart: Int32Array, rowIndex: Int32Array): Int32Array {
  const size = columnStart.length - 1;
  const each = (visit: (key: number, place: number) => void) => {
    for (let column = 0; column < size; column++) {
      for (let place = columnStart[column] + 1; place < columnStart[column + 1]; place++) {
        visit(alignedLength(columnStart, rowIndex, column, place) || size, place);
      }
    }
  };
  const start = new Int32Array(size + 2);
  each((key) => start[key + 1]++);
  for (let key = 0; key <= size; key++) start[key + 1] += start[key];
  const places = new Int32Array(rowIndex.length - size);
  each((key, place) => (places[start[key]++] = place));
  return places;
}
