/** The entries of a sparse factor by row, in runs that a factorisation can take in one stride. */
import type { FactorStructure } from "./FactorPattern.js";

/** What the factor's structure says of rows and of tails. */
export type RowRuns = Pick<
  FactorStructure,
  "alignedStart" | "rowStart" | "rowPlaces" | "rowColumns" | "othersStart" | "runStart" | "runEnds" | "runLengths"
>;

/**
 * Entries left of the diagonal by row: first the aligned ones, those of shorter tails before those of longer, then the others;
 * equal ones by column.
 *
 * @param columnStart Place of each column's diagonal entry, and the end of the last (n + 1)
 * @param rowIndex Row of each entry of L (factorEntries)
 */
export function rowRuns(columnStart: Int32Array, rowIndex: Int32Array): RowRuns {
  const size = columnStart.length - 1;
  const left = rowIndex.length - size;
  const rowStart = new Int32Array(size + 1);
  for (const row of rowIndex) rowStart[row + 1]++;
  // The diagonal itself is not counted.
  for (let row = 0; row < size; row++) rowStart[row + 1] += rowStart[row] - 1;

  const alignedStart = startsOfAligned(columnStart, rowIndex);
  const next = rowStart.slice(0, size);
  const [rowPlaces, rowColumns] = [new Int32Array(left), new Int32Array(left)];
  const columns = columnsOf(columnStart);
  for (const place of placesByLength(columnStart, alignedStart)) {
    const t = next[rowIndex[place]]++;
    rowPlaces[t] = place;
    rowColumns[t] = columns[place];
  }

  const [runStart, othersStart] = [new Int32Array(size + 1), new Int32Array(size)];
  const [runEnds, runLengths] = [new Int32Array(left), new Int32Array(left)];
  let count = 0;
  for (let row = 0; row < size; row++) {
    let t = rowStart[row];
    let running = 0;
    for (; t < rowStart[row + 1] && rowPlaces[t] >= alignedStart[rowColumns[t]]; t++) {
      const length = columnStart[rowColumns[t] + 1] - rowPlaces[t];
      if (length !== running) runLengths[count++] = running = length;
      runEnds[count - 1] = t + 1;
    }
    othersStart[row] = t;
    runStart[row + 1] = count;
  }
  return { alignedStart, rowStart, rowPlaces, rowColumns, othersStart, runStart, runEnds, runLengths };
}

/** From which place on the entries of each column are aligned: its end where it has none below the diagonal. */
function startsOfAligned(columnStart: Int32Array, rowIndex: Int32Array): Int32Array {
  return columnStart.slice(0, -1).map((start, column) => {
    const end = columnStart[column + 1];
    let place = end;
    for (; place > start + 1; place--) {
      // The tail's rows are among those of the column that it changes: they are the first of them if the last of each agree.
      const [row, length] = [rowIndex[place - 1], end - place + 1];
      if (rowIndex[columnStart[row] + length - 1] !== rowIndex[end - 1]) break;
    }
    return place;
  });
}

/** Column of each entry. */
function columnsOf(columnStart: Int32Array): Int32Array {
  const columns = new Int32Array(columnStart[columnStart.length - 1]);
  for (let j = 0; j + 1 < columnStart.length; j++) columns.fill(j, columnStart[j], columnStart[j + 1]);
  return columns;
}

/** Entries left of the diagonal: aligned ones by the length of their tails, then the others; equal ones by column. */
function placesByLength(columnStart: Int32Array, alignedStart: Int32Array): Int32Array {
  const size = alignedStart.length;
  const each = (visit: (key: number, place: number) => void) => {
    for (let column = 0; column < size; column++) {
      const end = columnStart[column + 1];
      for (let place = columnStart[column] + 1; place < end; place++) {
        visit(place < alignedStart[column] ? size : end - place, place);
      }
    }
  };
  const start = new Int32Array(size + 2);
  each((key) => start[key + 1]++);
  for (let key = 0; key <= size; key++) start[key + 1] += start[key];
  const places = new Int32Array(columnStart[size] - size);
  each((key, place) => (places[start[key]++] = place));
  return places;
}
