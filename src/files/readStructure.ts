/** Reads the files of structures: a tree as text, pedigrees and matrices as CSV. */
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { parseCsv } from "../../engine/data/csv.js";
import { readText } from "./readText.js";

/**
 * The text of a tree's file, Newick or Nexus.
 *
 * @throws UserError when the file cannot be read, is empty or too large.
 */
export async function readTreeText(path: string): Promise<string> {
  const text = await readText(path, "the tree file");
  if (text.trim() === "")
    throw new UserError(`the tree file ${path} is empty: it must hold a tree in Newick or Nexus.`);
  return text;
}

/**
 * The table in the file of a matrix or a pedigree. A matrix as R's `write.csv` has it leaves the name of its first column, that of
 * the names, empty; it is taken to be `(names)`.
 *
 * @param what Names the file in errors: `the matrix file`.
 * @throws UserError when the file cannot be read, or is no CSV with rows.
 */
export async function readStructureTable(path: string, what: string): Promise<Table> {
  const text = await readText(path, what);
  if (text.trim() === "") throw new UserError(`${what} ${path} is empty: its first line must name the columns.`);
  const table = parseCsv(text.replace(/^\s*(?:"")?\s*,/, "(names),"), { source: path });
  if (table.rows === 0) throw new UserError(`${what} ${path} has no rows below its header.`);
  return table;
}
