/** Cells of a column as names. */
import type { Column } from "../../../engine/core/Table.js";

/** The name in each row, undefined where it is missing. Numbers are named as in data: 7 for `007`. */
export function cellNames(column: Column): (string | undefined)[] {
  if (column.kind === "factor") {
    return Array.from(column.codes, (code) => (code < 0 ? undefined : column.levels[code]));
  }
  const missing = new Set(column.missing);
  return Array.from(column.values, (value, row) => (missing.has(row) ? undefined : String(value + 0)));
}
