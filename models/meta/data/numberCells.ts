/** Reads a column of numbers of which cells may be missing, and refuses those that cannot be. */
import type { FactorColumn, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { requireFinite } from "../../../engine/data/column.js";
import { readNumber } from "../../../engine/data/readNumber.js";
import { requireColumn } from "../../../engine/data/table.js";
import { listed, rowList } from "./listed.js";

/** A column of numbers; NaN where a cell is missing. */
export interface NumberCells {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * The cells of a column.
 *
 * @throws UserError when there is no such column, or a cell is not a number, naming the cell and its row from 1.
 */
export function numberCells(table: Table, name: string): NumberCells {
  const column = requireColumn(table, name);
  if (column.kind === "factor") throw new UserError(notNumbers(column));
  requireFinite(column);
  return { name, values: column.values };
}

function notNumbers({ name, codes, levels }: FactorColumn): string {
  const isNumber = levels.map((level) => readNumber(level) !== undefined);
  const row = codes.findIndex((code) => code >= 0 && !isNumber[code]);
  // A factor made of numbers that were given as text, such as "3".
  if (row < 0) return `the column "${name}" holds text where numbers are needed: give its cells as numbers.`;
  const cell = levels[codes[row]!]!;
  if (cell.trim() === "") {
    return `the column "${name}" holds an empty text in row ${row + 1} where a number is needed: give null where there is none.`;
  }
  return `the column "${name}" holds "${cell}" in row ${row + 1} where a number is needed: correct the cell, or leave it empty.`;
}

/** Whether the cell of a row holds a number. */
export function isPresent(cells: NumberCells, row: number): boolean {
  return cells.values[row]! === cells.values[row]!;
}

/** Refuses rows that lack a cell of some column. @throws UserError with counts by column and the rows. */
export function requirePresent(columns: readonly NumberCells[], rows: readonly number[]): void {
  const lacking = columns
    .map((cells) => ({ name: cells.name, rows: rows.filter((row) => !isPresent(cells, row)) }))
    .filter((column) => column.rows.length > 0);
  if (lacking.length === 0) return;
  const counts = lacking.map((column) => `${column.rows.length} in "${column.name}"`).join(", ");
  const all = [...new Set(lacking.flatMap((column) => column.rows))].sort((a, b) => a - b);
  throw new UserError(
    `cells are missing (${counts}; ${rowList(all)}): fill them, or leave out ${all.length === 1 ? "that row" : "those rows"}.`,
  );
}

/** What a number must be. */
export interface NumberRule {
  readonly holds: (value: number) => boolean;
  /** Ends the sentence `… where X is needed`. */
  readonly needs: string;
}

export const positive: NumberRule = { holds: (value) => value > 0, needs: "a number above zero" };

export const count: NumberRule = {
  holds: (value) => value >= 0 && Number.isInteger(value),
  needs: "a whole number, 0 or more,",
};

/** Refuses cells that break a rule; missing ones pass. @throws UserError with the first cell, and the rows of the others. */
export function requireRule(cells: NumberCells, rows: readonly number[], rule: NumberRule, mend: string): void {
  const bad = rows.filter((row) => isPresent(cells, row) && !rule.holds(cells.values[row]!));
  if (bad.length === 0) return;
  const [first, ...others] = bad;
  const more =
    others.length === 0
      ? ""
      : ` (and in ${others.length === 1 ? "row" : "rows"} ${listed(others.map((row) => row + 1))})`;
  throw new UserError(
    `the column "${cells.name}" holds ${cells.values[first!]!} in row ${first! + 1}${more} where ${rule.needs} is needed: ${mend}`,
  );
}
