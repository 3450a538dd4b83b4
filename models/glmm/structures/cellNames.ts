/** Cells of columns as names. */
import type { Column } from "../../../engine/core/Table.js";
import { numberName } from "./numberName.js";

/**
 * The name in each row of columns that name the same things, undefined where it is missing. A column of numbers knows no more of `007`
 * than 7, so that beside one each text that is a number is named by its value too; where all are text, names are as they are written.
 *
 * @example cellNames([numbers, texts]) // [["1"], ["1"]] for the number 1 and the text "001"
 */
export function cellNames(columns: readonly Column[]): (string | undefined)[][] {
  const byValue = columns.some((column) => column.kind === "number" && column.missing.length < column.values.length);
  return columns.map((column) => {
    if (column.kind === "factor") {
      const names = byValue ? column.levels.map((level) => numberName(level) ?? level) : column.levels;
      return Array.from(column.codes, (code) => (code < 0 ? undefined : names[code]));
    }
    const missing = new Set(column.missing);
    return Array.from(column.values, (value, row) => (missing.has(row) ? undefined : String(value + 0)));
  });
}
