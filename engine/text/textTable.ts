/** A table for a terminal: names at the left, numbers at the right, no line longer than the terminal is wide. */
import { fitText, textLength } from "./fitText.js";
import { printable } from "./printable.js";

/** A column of numbers. */
export interface TextColumn<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string;
  /** Columns of the highest number are left out first where the terminal is narrow. */
  readonly rank: number;
}

/** How a table is laid out. */
export interface TextTableOptions<Row> {
  /** Text of the first column, which may come from data. */
  readonly name: (row: Row) => string;
  /** Head of the first column, none by default. */
  readonly nameHead?: string;
  readonly columns: readonly TextColumn<Row>[];
  /** Characters of the terminal. */
  readonly width: number;
  /** The first column is at least so wide where names are so long, so that tables under one another can agree. */
  readonly leastName?: number;
}

const gap = "  ";
const shortestName = 12;

/**
 * The lines of a table, its heads first. Where the terminal is narrow, columns are left out before names are cut below
 * twelve characters.
 */
export function textTable<Row>(rows: readonly Row[], options: TextTableOptions<Row>): string[] {
  const { columns, width, nameHead = "", leastName = 0 } = options;
  const names = rows.map((row) => printable(options.name(row)));
  const longest = names.reduce(
    (most, name) => Math.max(most, textLength(name)),
    Math.max(leastName, textLength(nameHead)),
  );
  const cells = new Map(columns.map((column) => [column, rows.map(column.cell)]));
  const widthOf = (column: TextColumn<Row>) =>
    cells.get(column)!.reduce((most, cell) => Math.max(most, textLength(cell)), textLength(column.head));
  const used = (kept: readonly TextColumn<Row>[]) =>
    kept.reduce((sum, column) => sum + gap.length + widthOf(column), 0);
  let kept = columns;
  while (kept.length > 1 && width - used(kept) < Math.min(longest, shortestName)) {
    const last = kept.reduce((highest, column) => Math.max(highest, column.rank), 0);
    kept = kept.filter((column) => column.rank !== last);
  }
  const nameWidth = Math.max(Math.min(longest, width - used(kept)), Math.min(longest, shortestName));
  const line = (name: string, cellOf: (column: TextColumn<Row>) => string) =>
    fitText(name, nameWidth) + kept.map((column) => gap + cellOf(column).padStart(widthOf(column))).join("");
  return [
    line(nameHead, (column) => column.head),
    ...names.map((name, i) => line(name, (column) => cells.get(column)![i]!)),
  ];
}
