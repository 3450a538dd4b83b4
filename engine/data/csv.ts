/** Reads a table from CSV text. */
import { CsvError, parse } from "csv-parse/sync";
import type { Column, Table } from "../core/Table.js";
import { UserError } from "../core/UserError.js";
import { gatherColumn, gatherLabels, type ColumnGathering } from "./csvColumn.js";
import { csvPieces, csvSyntax, type CsvRecord } from "./csvPieces.js";

export { readNumber } from "./readNumber.js";

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
  const read = { text, source, delimiter };
  const first = gather(read, gatherColumn);
  // Columns of numbers among which a text was met are read again as text.
  const isMixed = first.columns.includes(undefined);
  const again = isMixed
    ? gather(read, (name, place) => (first.columns[place] ? undefined : gatherLabels(name)))
    : undefined;
  return {
    rows: first.rows,
    columns: new Map(first.names.map((name, place) => [name, first.columns[place] ?? again!.columns[place]!])),
  };
}

interface CsvText extends Required<CsvOptions> {
  readonly text: string;
}

interface Gathered {
  readonly names: readonly string[];
  readonly rows: number;
  /** Undefined where there was no gathering, or where it has to be done again. */
  readonly columns: readonly (Column | undefined)[];
}

/** Every column for which there is a gathering. @throws UserError for what is wrong with the text. */
function gather(read: CsvText, gatheringOf: (name: string, place: number) => ColumnGathering | undefined): Gathered {
  let names: readonly string[] | undefined;
  let gatherings: readonly (ColumnGathering | undefined)[] = [];
  let rows = 0;
  for (const piece of pieces(read)) {
    const records = names ? piece : piece.slice(1);
    if (!names) {
      names = piece[0];
      checkNames(names, records[0]?.length, read.source);
      gatherings = names.map((name, place) => gatheringOf(name, place));
    }
    refuseUneven(records, names.length, read);
    gatherings.forEach((gathering, place) => gathering?.add(records, place));
    rows += records.length;
  }
  if (!names) {
    throw new UserError(
      `${read.source} is empty: its first line must name the columns, e.g. "study,treatment,events".`,
    );
  }
  return { names, rows, columns: gatherings.map((gathering) => gathering?.finish()) };
}

function* pieces(read: CsvText): Generator<readonly CsvRecord[]> {
  try {
    yield* csvPieces(read.text, read.delimiter);
  } catch (error) {
    if (error instanceof CsvError) recordsWithLines(read);
    throw error;
  }
}

function refuseUneven(records: readonly CsvRecord[], width: number, read: CsvText): void {
  if (records.every(({ length }) => length === width)) return;
  const { record, info } = recordsWithLines(read).find((one) => one.record.length !== width)!;
  throw new UserError(
    `line ${info.lines} of ${read.source} has ${count(record.length, "cell")} where the header has ${width}: ` +
      (record.length > width
        ? "remove the extra cells, or quote a cell that holds a comma."
        : "add the cells that lack, empty where a value is missing."),
  );
}

interface RecordWithLine {
  readonly record: CsvRecord;
  readonly info: { readonly lines: number };
}

/** All records with their lines, which only messages need. @throws UserError for what is not CSV. */
function recordsWithLines({ text, source, delimiter }: CsvText): readonly RecordWithLine[] {
  try {
    return parse(text, { ...csvSyntax(delimiter), info: true }) as unknown as readonly RecordWithLine[];
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

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
