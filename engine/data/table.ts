/** Builds tables from columns or records. */
import type { Column, Table } from "../core/Table.js";
import { UserError } from "../core/UserError.js";
import { columnOf, factorColumn } from "./column.js";
import type { Cell } from "./column.js";
import { unknownColumn } from "./unknownColumn.js";

/** A value a person may give: null and undefined are missing, text and booleans make their column a factor. */
export type Value = number | string | boolean | bigint | null | undefined;

/** Values of a column, one per row. */
export type Values = ArrayLike<Value>;

/**
 * A table from columns of equal lengths. Numbers make a number column; text makes a factor, also text that reads like a
 * number (in CSV it is a number: see `parseCsv`); booleans make a factor with the levels "false" and "true".
 * NaN and infinities are kept and refused when the column is used.
 *
 * @throws UserError for a column that is no list, for columns of different lengths or a value of another type.
 * @example tableFromColumns({ y: [1.2, 0.4, null], school: ["a", "b", "b"] })
 */
export function tableFromColumns(columns: Readonly<Record<string, Values>> | ReadonlyMap<string, Values>): Table {
  const entries = columns instanceof Map ? [...columns] : Object.entries(columns as Record<string, Values>);
  for (const [name, values] of entries) {
    if (isList(values)) continue;
    throw new UserError(`column "${name}" is no list of values: give an array with a value for each row.`);
  }
  const [first] = entries;
  const rows = first === undefined ? 0 : first[1].length;
  const typed = new Map<string, Column>();
  for (const [name, values] of entries) {
    if (name === "") throw new UserError("a column has an empty name: give it one.");
    if (values.length !== rows) {
      throw new UserError(
        `column "${name}" has ${values.length} rows where column "${first[0]}" has ${rows}: give both the same number.`,
      );
    }
    typed.set(name, columnOfValues(name, values));
  }
  return { rows, columns: typed };
}

/**
 * A table from records, one per row. The columns are the names that occur in any record, in order of appearance; a name
 * that a record lacks is missing in its row.
 *
 * @throws UserError for a row that is no record, and for a value that is not a number, text, boolean, null or undefined.
 * @example tableFromRecords([{ y: 1.2, school: "a" }, { y: 0.4, school: "b" }])
 */
export function tableFromRecords(records: readonly Readonly<Record<string, Value>>[]): Table {
  const columns = new Map<string, Value[]>();
  records.forEach((record, row) => {
    if (typeof record !== "object" || record === null) {
      throw new UserError(`row ${row + 1} is no record: give each row as { column: value, … }.`);
    }
    for (const [name, value] of Object.entries(record)) {
      let values = columns.get(name);
      if (values === undefined) columns.set(name, (values = new Array<Value>(records.length).fill(undefined)));
      values[row] = value;
    }
  });
  // Without columns the number of rows would be lost.
  return { ...tableFromColumns(columns), rows: records.length };
}

/**
 * The column of a name.
 *
 * @throws UserError if there is none, naming the columns there are.
 */
export function requireColumn(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column !== undefined) return column;
  throw new UserError(unknownColumn(name, table.columns.keys()));
}

/** A table with one column added or replaced. */
export function withColumn(table: Table, column: Column): Table {
  return { rows: table.rows, columns: new Map(table.columns).set(column.name, column) };
}

/** Text is no list of its letters. */
function isList(values: unknown): values is Values {
  return typeof values === "object" && Number.isInteger((values as Partial<Values> | null)?.length);
}

function columnOfValues(name: string, values: Values): Column {
  const cells = Array.from(values, (value, row) => cellOf(name, value, row));
  // Text given as text stays text.
  if (cells.some((cell) => typeof cell === "string")) {
    return factorColumn(
      name,
      cells.map((cell) => (cell === undefined ? undefined : String(cell))),
    );
  }
  return columnOf(name, cells);
}

function cellOf(name: string, value: Value, row: number): Cell {
  switch (typeof value) {
    case "number":
    case "string":
      return value;
    case "boolean":
      return String(value);
    case "bigint":
      return Number(value);
    default:
      if (value === null || value === undefined) return undefined;
      throw new UserError(
        `column "${name}" holds a value of type ${typeof value} in row ${row + 1}: give a number, text, a boolean or null.`,
      );
  }
}
