/** Reads the files of structures: a tree as text, pedigrees and matrices as CSV. */
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { parseCsv } from "../../engine/data/csv.js";
import { csvPieces, type CsvRecord } from "../../engine/data/csvPieces.js";
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
 * the names, empty, and `write.table` leaves it out; it is taken to be `(names)`.
 *
 * @param what Names the file in errors: `the matrix file`.
 * @throws UserError when the file cannot be read, is no CSV with rows, or has a header one cell short above rows that are none of a matrix.
 */
export async function readStructureTable(path: string, what: string): Promise<Table> {
  const text = await readText(path, what);
  if (text.trim() === "") throw new UserError(`${what} ${path} is empty: its first line must name the columns.`);
  const table = parseCsv(withNamesColumn(text, `${what} ${path}`), { source: path });
  if (table.rows === 0) throw new UserError(`${what} ${path} has no rows below its header.`);
  return table;
}

/** A line of cells with blanks between them and no other separator, as `write.table` makes it. */
const blankSeparated = /^\s*[^\s,;|]+(?: +[^\s,;|]+)+ *(?:\r|\n|$)/;

/** The text with a name for the column of names, where R gave it none. */
function withNamesColumn(text: string, source: string): string {
  const nameless = /^\s*(?:"")?\s*,/;
  if (nameless.test(text)) return text.replace(nameless, "(names),");
  if (blankSeparated.test(text)) {
    throw new UserError(
      `${source} separates its columns by blanks: save it with commas (in R by write.csv, or write.table with sep = "," and col.names = NA).`,
    );
  }
  const [header, first] = firstRecords(text);
  // An empty cell at the end is one too many, which the reader of CSV tells by its line.
  if (header === undefined || first?.length !== header.length + 1 || first[first.length - 1] === "") return text;
  // Only where rows are named as columns are is it plain that the header's first cell is the one that lacks.
  // R makes `X12` of the name 12 of a column.
  if (header.includes(first[0]!) || header.includes(`X${first[0]!}`)) return `(names),${text.trimStart()}`;
  throw new UserError(
    `the header of ${source} is a cell shorter than its rows, as R's write.table leaves it: write it with col.names = NA, or by write.csv.`,
  );
}

/** The first two records, if there are as many; none where the text is no CSV, which its reader tells better. */
function firstRecords(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  try {
    // Pieces of a line or a few.
    for (const piece of csvPieces(text, ",", 1)) {
      records.push(...piece.slice(0, 2));
      if (records.length >= 2) break;
    }
  } catch {
    return [];
  }
  return records;
}
