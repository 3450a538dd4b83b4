/** Reads a table from CSV text. */
import { CsvError, parse } from "csv-parse/sync";
import type { Column, Table } from "../core/Table.js";
import { UserError } from "../core/UserError.js";
import { factorColumn, numberColumn } from "./column.js";

/** How CSV text is read. */
export interface CsvOptions {
  /** What the text is called in errors, `the table` by default; a file name is best. */
  readonly source?: string;
  /** Between cells, a comma by default. */
  readonly delimiter?: string;
}

/**
 * A table from CSV text whose first line names the columns. Quotes do not make a number a string: a column whose cells
 * are all numbers or missing is a number column, any other a factor with levels sorted by code point. Empty cells and
 * `NA` are missing. `NaN` and `Inf` are kept, and refused when the column is used. Spaces around cells, empty
 * lines, a byte order mark and any line ends are allowed.
 *
 * @throws UserError for text without a header, an empty or repeated name, a row of another length, or a quote that is
 * not closed; naming the line.
 * @example parseCsv("school,y\na,1.5\nb,NA\n")
 */
export function parseCsv(text: string, { source = "the table", delimiter = "," }: CsvOptions = {}): Table {
  const records = parseRecords(text, source, delimiter);
  if (records.length === 0) {
    throw new UserError(`${source} is empty: its first line must name the columns, e.g. "study,treatment,events".`);
  }
  const [{ record: names }, ...rest] = records;
  checkNames(names, rest.length > 0 ? rest[0].record.length : undefined, source);
  for (const { record, info } of rest) {
    if (record.length === names.length) continue;
    throw new UserError(
      `line ${info.lines} of ${source} has ${count(record.length, "cell")} where the header has ${names.length}: ` +
        (record.length > names.length
          ? "remove the extra cells, or quote a cell that holds a comma."
          : "add the cells that lack, empty where a value is missing."),
    );
  }
  const columns = new Map<string, Column>();
  names.forEach((name, j) => {
    const cells = rest.map(({ record }) => record[j]);
    columns.set(name, csvColumn(name, cells));
  });
  return { rows: rest.length, columns };
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function parseRecords(text: string, source: string, delimiter: string): readonly CsvRecord[] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      info: true,
      // Without this only the first kind of line end met would end lines.
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as { lines?: unknown }).lines;
    const where = typeof line === "number" ? `line ${line} of ${source}` : source;
    throw new UserError(
      error.code === "CSV_QUOTE_NOT_CLOSED"
        ? `a quote is opened but not closed in ${source} (seen at line ${line}): close it, or double it if it is part of the text.`
        : `${where} is not CSV, a quote stands inside a cell: quote the whole cell and double the quote inside it.`,
    );
  }
}

function checkNames(names: readonly string[], width: number | undefined, source: string): void {
  if (names.length === 1 && width !== undefined && /[;\t|]/.test(names[0])) {
    const separator = /\t/.test(names[0]) ? "tabs" : `"${/[;|]/.exec(names[0])![0]}"`;
    throw new UserError(`${source} separates its columns by ${separator}: save it with commas.`);
  }
  const seen = new Map<string, number>();
  names.forEach((name, j) => {
    if (name === "") {
      throw new UserError(
        `column ${j + 1} has no name in the header (line 1) of ${source}: name it, or remove it` +
          (j === 0 ? " (R writes row names so: use row.names = FALSE)." : "."),
      );
    }
    const before = seen.get(name);
    if (before !== undefined) {
      throw new UserError(
        `columns ${before + 1} and ${j + 1} are both named "${name}" in the header (line 1) of ${source}: rename one.`,
      );
    }
    seen.set(name, j);
  });
}

/** A number column if every cell is a number or missing, a factor otherwise. */
function csvColumn(name: string, cells: readonly string[]): Column {
  const numbers = new Array<number | undefined>(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (isMissing(cell)) continue;
    const number = readNumber(cell);
    if (number === undefined) {
      return factorColumn(
        name,
        cells.map((label) => (isMissing(label) ? undefined : label)),
      );
    }
    numbers[row] = number;
  }
  return numberColumn(name, numbers);
}

function isMissing(cell: string): boolean {
  return cell === "" || cell === "NA";
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const special = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i;

/**
 * The number that a cell spells in decimal notation, or as NaN or Inf in any case; undefined for anything else. Stricter
 * than `Number`, which takes an empty cell for 0 and reads hexadecimal.
 */
export function readNumber(cell: string): number | undefined {
  if (decimal.test(cell)) return Number(cell);
  const match = special.exec(cell);
  if (match === null) return undefined;
  return match[2] !== undefined ? NaN : match[1] === "-" ? -Infinity : Infinity;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
