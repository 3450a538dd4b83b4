/** Beside the rows that a message names, what the table holds there. */
import type { Model } from "../engine/core/Model.js";
import type { Table } from "../engine/core/Table.js";
import { isUserError, UserError } from "../engine/core/UserError.js";
import type { GlmmModel } from "../models/glmm/glmm.js";

/** Columns that are told of a row, the response first. */
const mostColumns = 5;

/**
 * The error, where it is that the log likelihood of a GLMM is not finite in some rows, with the response and the predictors of the first of them;
 * any other as it is.
 *
 * @param table That of the person, by whose rows the message counts.
 * @example
 * withRowValues(new UserError('… (the log likelihood of "y" was NaN in row 3): check …'), model, table)
 * // … row 3 has y = -1, x = 1e+200.
 */
export function withRowValues(error: unknown, model: Model, table: Table): unknown {
  if (!isUserError(error) || model.kind !== "glmm") return error;
  const found = /the log likelihood of "[^"]*" was \S+ in rows? (\d+)/.exec(error.message);
  const row = Number(found?.[1]) - 1;
  if (!found || !(row < table.rows)) return error;
  const told = (model as GlmmModel).usedColumns(table).flatMap((name) => {
    const column = table.columns.get(name);
    return column === undefined ? [] : [`${name} = ${cellOf(column, row)}`];
  });
  if (told.length === 0) return error;
  const rest = told.length > mostColumns ? ", …" : "";
  return new UserError(`${error.message}; row ${row + 1} has ${told.slice(0, mostColumns).join(", ")}${rest}`);
}

function cellOf(column: NonNullable<ReturnType<Table["columns"]["get"]>>, row: number): string {
  if (column.kind === "number") return String(column.values[row]);
  return JSON.stringify(column.levels[column.codes[row]!] ?? "");
}
