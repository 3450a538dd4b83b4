/** Columns that R writes before the first: names of rows, or their numbers. */
import type { Column } from "../../../engine/core/Table.js";

/** As readers of files name a column whose name is empty. */
const nameless = ["", "(names)"];

/** The columns without one at the start that has no name of its own. */
export function withoutRowNumbers(columns: readonly Column[]): readonly Column[] {
  return columns.length > 0 && nameless.includes(columns[0].name) ? columns.slice(1) : columns;
}
