/** Makes a typed column of cells: numbers, or a factor when any cell is not one. */
import type { Column, FactorColumn, NumberColumn } from "../core/Table.js";
import { UserError } from "../core/UserError.js";
import { compareCodePoints } from "./codePoints.js";

/** A cell before its column's kind is known: missing cells are undefined. */
export type Cell = number | string | undefined;

/** A factor from the label of each row; labels are sorted by code point. */
export function factorColumn(name: string, labels: readonly (string | undefined)[]): FactorColumn {
  const levels = [...new Set(labels.filter((label) => label !== undefined))].sort(compareCodePoints);
  return codedColumn(name, labels, levels);
}

/** A factor from the label of each row and the levels in order, which hold every label. */
export function codedColumn(
  name: string,
  labels: readonly (string | undefined)[],
  levels: readonly string[],
): FactorColumn {
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = new Int32Array(labels.length);
  const missing: number[] = [];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (label === undefined) missing.push(row);
    codes[row] = label === undefined ? -1 : codeOf.get(label)!;
  }
  return { kind: "factor", name, codes, levels, missing };
}

/**
 * A column of numbers. Missing cells become NaN and are listed in `missing`; a cell that is itself NaN or infinite stays
 * and is not listed, so that it can be told apart and refused by {@link requireFinite} when the column is used.
 */
export function numberColumn(name: string, cells: readonly (number | undefined)[] | Float64Array): NumberColumn {
  const values = new Float64Array(cells.length);
  const missing: number[] = [];
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (cell === undefined) missing.push(row);
    values[row] = cell ?? NaN;
  }
  return { kind: "number", name, values, missing };
}

/** Numbers where every cell is a number or missing, a factor otherwise; numbers among labels become text. */
export function columnOf(name: string, cells: readonly Cell[]): Column {
  if (cells.every((cell) => typeof cell !== "string")) return numberColumn(name, cells);
  return factorColumn(
    name,
    cells.map((cell) => (typeof cell === "number" ? String(cell) : cell)),
  );
}

/**
 * Refuses a column that holds NaN or an infinity. Called when a column is used, since columns that no model looks at may
 * hold anything.
 *
 * @throws UserError naming the column and the first row, counted from 1.
 */
export function requireFinite(column: Column): void {
  if (column.kind !== "number") return;
  const row = strangeRow(column);
  if (row < 0) return;
  throw new UserError(
    `column "${column.name}" holds ${column.values[row]} in row ${row + 1}, which is not a number a model can use: ` +
      `correct it, or leave the cell empty if the value is missing.`,
  );
}

/** The first row that is NaN or infinite and not missing, or -1. */
function strangeRow(column: NumberColumn): number {
  const { values } = column;
  const missing = new Set(column.missing);
  for (let row = 0; row < values.length; row++) if (!Number.isFinite(values[row]) && !missing.has(row)) return row;
  return -1;
}
