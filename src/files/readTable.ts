/** Reads the table a person named: CSV, its first line the names of the columns. */
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { parseCsv } from "../../engine/data/csv.js";
import { readText } from "./readText.js";

/**
 * The table in a CSV file.
 * Throws UserError when the file cannot be read, or names line and mend of what is wrong in it.
 *
 * @example
 * const table = await readTable("trials.csv");
 */
export async function readTable(path: string): Promise<Table> {
  const table = parseCsv(await readText(path, "the data file"), { source: path });
  if (table.rows === 0) throw new UserError(`${path} has no rows below its header: there is nothing to fit.`);
  return table;
}
