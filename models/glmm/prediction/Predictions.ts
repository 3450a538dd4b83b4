/** Predictions as blocks of rows, made when they are asked for, so that they need not fit into memory. */

/** Some rows of predictions. */
export interface PredictionBlock {
  /** Place of the first row in the table, from 0. */
  readonly firstRow: number;
  readonly rows: number;
  /**
   * (rows × drawCount), row by row. The same memory is used for the next block: copy what is to be kept.
   */
  readonly values: Float64Array;
}

/** Rows × draws of something predicted, not yet computed. */
export interface Predictions {
  /** Of categories, as many as there are for each row of the table, one after another. */
  readonly rows: number;
  /** Names of categories, where rows are those of a table by category; or where numbers are categories, numbered from 1. */
  readonly categories?: { readonly names: readonly string[]; readonly are: "rows" | "values" };
  readonly drawCount: number;
  /**
   * Computes the blocks one after another, from the first row on; each call starts anew and gives the same numbers.
   *
   * @param cells About how many numbers a block holds, at least one row; 2^18, which are two megabytes, unless told.
   */
  blocks(cells?: number): Iterable<PredictionBlock>;
}

/** Where a row of predictions belongs: its place in the table, from 0, and its category where rows are those of a table by category. */
export function placeOf(
  { categories }: Predictions,
  place: number,
): { readonly row: number; readonly category?: string } {
  if (categories?.are !== "rows") return { row: place };
  const size = categories.names.length;
  return { row: Math.floor(place / size), category: categories.names[place % size]! };
}

/**
 * Writes one row: `drawCount` numbers into `out` from `start` on. What it writes depends on the row alone, not on which
 * rows were written before.
 */
export type RowWriter = (row: number, out: Float64Array, start: number) => void;

const defaultCells = 262144;

/** Predictions from a writer of single rows, which may keep working memory but nothing that changes its answers. */
export function predictionsOf(rows: number, drawCount: number, write: RowWriter): Predictions {
  return {
    rows,
    drawCount,
    *blocks(cells = defaultCells) {
      const rowsAtOnce = Math.max(1, Math.floor(cells / drawCount));
      const values = new Float64Array(Math.min(rows, rowsAtOnce) * drawCount);
      for (let firstRow = 0; firstRow < rows; firstRow += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, rows - firstRow);
        for (let k = 0; k < count; k += 1) write(firstRow + k, values, k * drawCount);
        yield { firstRow, rows: count, values: values.subarray(0, count * drawCount) };
      }
    },
  };
}
