/** A column of numbers that a meta-analysis reads. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { requireFinite } from "../../../engine/data/column.js";
import { requireComplete } from "../../../engine/data/missing.js";
import { requireColumn } from "../../../engine/data/table.js";

/**
 * The numbers of a column, NaN where one is missing and may be.
 *
 * @throws UserError when there is no such column, it holds text, NaN or an infinity, or has missing cells.
 */
export function numbersOf(
  table: Table,
  name: string,
  { mayBeMissing = false }: { readonly mayBeMissing?: boolean } = {},
): Float64Array {
  const column = requireColumn(table, name);
  if (column.kind === "factor") {
    const row = column.codes.findIndex((code) => code >= 0 && !Number.isFinite(Number(column.levels[code])));
    const which = row < 0 ? "" : `, "${column.levels[column.codes[row]!]}" in row ${row + 1}`;
    throw new UserError(`the column "${name}" holds text${which}, where numbers are needed: correct the cell.`);
  }
  requireFinite(column);
  if (!mayBeMissing) requireComplete(column);
  return column.values;
}
