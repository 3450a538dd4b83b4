/** The records of CSV text, a piece of the text at a time: a large file's cells are never all in memory at once. */
import { parse } from "csv-parse/sync";

/** Cells of one line of CSV. */
export type CsvRecord = readonly string[];

/** Characters of a piece: its records take some ten times as many bytes. */
const pieceLength = 1_000_000;

/** How csv-parse reads CSV text. */
export function csvSyntax(delimiter: string) {
  return {
    bom: true,
    delimiter,
    // Without this only the first kind of line end met would end lines.
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  };
}

/**
 * The records of a CSV text in order, some at a time; those of no piece are left out.
 *
 * @param length Least characters of a piece but the last.
 * @throws CsvError of csv-parse, whose line is counted from the start of its piece.
 */
export function* csvPieces(text: string, delimiter: string, length = pieceLength): Generator<readonly CsvRecord[]> {
  for (let start = 0; start < text.length;) {
    const end = pieceEnd(text, start, start + length);
    const records = parse(text.slice(start, end), csvSyntax(delimiter));
    if (records.length > 0) yield records as unknown as readonly CsvRecord[];
    start = end;
  }
}

/** Just behind a line feed that ends a record: one before which each quote that was opened is closed. */
function pieceEnd(text: string, start: number, from: number): number {
  let quotes = 0;
  let counted = start;
  for (let feed = text.indexOf("\n", from - 1); feed >= 0; feed = text.indexOf("\n", feed + 1)) {
    for (let at = nextQuote(text, counted, feed); at >= 0; at = nextQuote(text, at + 1, feed)) quotes++;
    counted = feed;
    if (quotes % 2 === 0) return feed + 1;
  }
  return text.length;
}

/** The next quote in a stretch of text, -1 if there is none. */
function nextQuote(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === quote) return at;
  return -1;
}

const quote = 34;
