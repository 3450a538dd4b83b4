/** A row of a forest plot, and how rows are arranged below one another. */

/** One row: a point with an inner (50%) and an outer (95%) interval, on the scale of the axis. */
export interface ForestRow {
  readonly label: string;
  readonly estimate: number;
  readonly inner?: readonly [number, number];
  readonly outer: readonly [number, number];
  /** Printed at the right, `0.52 [0.11, 0.93]` when absent. */
  readonly text?: string;
  /** Rows of one group follow each other under its name. */
  readonly group?: string;
  /** Name of the model: neighbouring rows of one label and several series stand close together, told by colour and shape. */
  readonly series?: string;
  /** Name of the variable whose draws these are, on the scale of the axis, for pages that mark draws. */
  readonly variable?: string;
}

/** Pixels of a row. */
export const rowHeight = 24;
/** Of rows that share a label. */
const seriesHeight = 15;

/** A line of the drawing: the heading of a group, or a row. */
export interface ForestLine {
  readonly group: string;
  readonly row?: ForestRow;
  /** Its middle, and how much height it takes. */
  readonly y: number;
  readonly height: number;
  /** Where the label stands that this row and those below share; absent in the latter. */
  readonly labelAt?: number;
}

/** Rows in order, with a heading before each new group; those that share a label close together. */
export function arrangeRows(rows: readonly ForestRow[], top: number): readonly ForestLine[] {
  const lines: ForestLine[] = [];
  let current: string | undefined;
  let y = top;
  for (let i = 0; i < rows.length;) {
    const row = rows[i];
    if (row.group !== undefined && row.group !== current) {
      lines.push({ group: row.group, y: y + rowHeight / 2, height: rowHeight });
      y += rowHeight;
    }
    current = row.group;
    let next = i + 1;
    while (next < rows.length && sharesLabel(row, rows[next])) next++;
    const each = next - i > 1 ? seriesHeight : rowHeight;
    const block = (next - i) * each;
    for (let k = i; k < next; k++) {
      const line = { group: row.group ?? "", row: rows[k], y: y + (k - i + 0.5) * each, height: each };
      lines.push(k === i ? { ...line, labelAt: y + block / 2 } : line);
    }
    y += block + (next - i > 1 ? 9 : 0);
    i = next;
  }
  return lines;
}

function sharesLabel(a: ForestRow, b: ForestRow): boolean {
  return a.series !== undefined && b.series !== undefined && a.label === b.label && a.group === b.group;
}
