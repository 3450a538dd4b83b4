/** A column that must hold numbers, as numbers. */
import type { Table } from "../core/Table.js";
import { UserError } from "../core/UserError.js";
import { requireFinite } from "./column.js";
import { requireColumn } from "./table.js";

/**
 * The numbers of a column; a missing one is NaN.
 * @throws UserError when the table has no such column, or it holds text.
 * @example
 * requireNumbers(tableFromColumns({ y: [1, 2] }), "y"); // Float64Array [1, 2]
 */
export function requireNumbers(table: Table, name: string): Float64Array {
  const column = requireColumn(table, name);
  if (column.kind === "factor") throw new UserError(`the column "${name}" holds text where numbers are needed.`);
  requireFinite(column);
  return column.values;
}
