/** A table from whatever a person hands over. */
import type { Table } from "../core/Table.js";
import { UserError } from "../core/UserError.js";
import { tableFromColumns, tableFromRecords, type Value, type Values } from "./table.js";

/**
 * A table, an array of records, one per row, or a record of columns. Records are typed as objects, since a type declared
 * as an interface is no `Record`; their values are checked when they are read.
 */
export type TableInput = Table | readonly object[] | Readonly<Record<string, Values>>;

/**
 * The table of an input; a table stays as it is.
 * Throws UserError for anything else, for columns of different lengths or values of another type.
 *
 * @example
 * tableOf([{ study: "a", events: 3 }, { study: "b", events: 5 }]).rows // 2
 */
export function tableOf(input: TableInput): Table {
  if (typeof input !== "object" || input === null) {
    throw new UserError("there is no table: give a table, an array of records, or a record of columns");
  }
  if (isTable(input)) return input;
  return Array.isArray(input)
    ? tableFromRecords(input as readonly Readonly<Record<string, Value>>[])
    : tableFromColumns(input as Readonly<Record<string, Values>>);
}

function isTable(input: TableInput): input is Table {
  return (input as { columns?: unknown }).columns instanceof Map;
}
