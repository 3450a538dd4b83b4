/** What to do about missing cells of the columns that a model uses. */
import type { Column, Table } from "../core/Table.js";
import { UserError } from "../core/UserError.js";
import { requireFinite } from "./column.js";
import { requireColumn } from "./table.js";

/** Stop where a used cell is missing, or leave its row out. */
export type MissingPolicy = "stop" | "drop";

/** The rows a model is fitted to. */
export interface CompleteRows {
  readonly table: Table;
  /** Rows of the original table, from 0, that were left out. */
  readonly dropped: readonly number[];
}

/**
 * The rows without missing cells in the named columns; other columns are not looked at. Factors keep all their levels.
 *
 * @throws UserError if a used cell is NaN or infinite, if cells are missing and the policy is `stop`, or if no row is
 * left.
 */
export function completeRows(table: Table, names: Iterable<string>, policy: MissingPolicy = "stop"): CompleteRows {
  const used = [...new Set(names)].map((name) => requireColumn(table, name));
  used.forEach(requireFinite);
  const affected = used.filter((column) => column.missing.length > 0);
  if (affected.length === 0) return { table, dropped: [] };
  const dropped = [...new Set(affected.flatMap((column) => column.missing))].sort((a, b) => a - b);
  if (policy === "stop") {
    const counts = affected.map((column) => `${column.missing.length} in "${column.name}"`).join(", ");
    throw new UserError(
      `cells are missing (${counts}; first in row ${dropped[0] + 1}): fill them, or leave out the ` +
        `${dropped.length === 1 ? "row" : `${dropped.length} rows`} with --na drop (in TypeScript na: "drop").`,
    );
  }
  if (dropped.length === table.rows) {
    throw new UserError("every row has a missing cell in some used column: no row is left to fit.");
  }
  const out = new Set(dropped);
  const kept = new Int32Array(table.rows - dropped.length);
  for (let row = 0, place = 0; row < table.rows; row++) if (!out.has(row)) kept[place++] = row;
  return { table: selectRows(table, kept), dropped };
}

/**
 * Refuses a column with missing cells.
 *
 * @param mend What to do about them, where leaving their rows out of the fit is not it.
 * @throws UserError naming the column, how many there are, and the first row, counted from 1.
 */
export function requireComplete({ name, missing }: Column, mend = leaveOut): void {
  const { length } = missing;
  if (length === 0) return;
  const cells = `${length} missing ${length === 1 ? "cell" : "cells"}`;
  throw new UserError(`the column "${name}" has ${cells}, first in row ${missing[0]! + 1}: ${mend}`);
}

const leaveOut = 'fill them, or leave their rows out with --na drop (in TypeScript na: "drop").';

/** The given rows of a table, in the given order. Factors keep all their levels. */
export function selectRows(table: Table, rows: ArrayLike<number>): Table {
  const columns = new Map<string, Column>();
  for (const [name, column] of table.columns) columns.set(name, selectCells(column, rows));
  return { rows: rows.length, columns };
}

function selectCells(column: Column, rows: ArrayLike<number>): Column {
  const wasMissing = new Set(column.missing);
  const missing: number[] = [];
  for (let i = 0; i < rows.length && wasMissing.size > 0; i++) if (wasMissing.has(rows[i])) missing.push(i);
  if (column.kind === "number") {
    return { ...column, values: taken(column.values, rows, new Float64Array(rows.length)), missing };
  }
  return { ...column, codes: taken(column.codes, rows, new Int32Array(rows.length)), missing };
}

function taken<Numbers extends Float64Array | Int32Array>(from: Numbers, rows: ArrayLike<number>, out: Numbers) {
  for (let i = 0; i < rows.length; i++) out[i] = from[rows[i]];
  return out;
}
