/** Tables of a report: numbers flush right, headers that name rows and columns, and a button that saves them. */
import type { ChartTable } from "../plots/Chart.js";
import { formatNumber } from "../plots/formatNumber.js";
import { element, type Child, type Markup } from "../plots/markup.js";

/** One column: numbers are set flush right. */
export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
  /** Explains the title when the pointer rests on it. */
  readonly hint?: string;
}

/** One row: its cells, the first of which names it, and whether it stands out. */
export interface Row {
  readonly cells: readonly Child[];
  readonly flagged?: boolean;
}

/** A table and what it is called. */
export interface TableContent {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly caption?: string;
  /** Name of the file a reader saves it in. */
  readonly name: string;
}

/** A table that scrolls sideways on narrow screens and can be saved as CSV. */
export function htmlTable({ columns, rows, caption, name }: TableContent): Markup {
  const kind = (i: number): string | undefined => (columns[i]?.numeric ? "n" : undefined);
  return element(
    "div",
    { class: "table" },
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": caption ?? name },
      element(
        "table",
        {},
        caption === undefined ? null : element("caption", {}, caption),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            columns.map(({ title, hint }, i) => element("th", { scope: "col", class: kind(i), title: hint }, title)),
          ),
        ),
        element(
          "tbody",
          {},
          rows.map(({ cells, flagged }) => bodyRow(cells, flagged === true, kind)),
        ),
      ),
    ),
    element(
      "p",
      { class: "tools" },
      element("button", { type: "button", hidden: true, "data-csv": fileName(name) }, "Save as CSV"),
    ),
  );
}

/** The table behind a chart. */
export function chartTable(table: ChartTable, name: string): Markup {
  return htmlTable({
    name,
    columns: table.columns.map((title, i) => ({
      title,
      numeric: i > 0 && table.rows.some((row) => typeof row[i] === "number"),
    })),
    rows: table.rows.map((cells) => ({
      cells: cells.map((cell) => (typeof cell === "number" ? formatNumber(cell, 4) : cell)),
    })),
  });
}

/** Letters, digits and dashes: a name that is safe in any file system. */
export function fileName(name: string): string {
  const safe = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return safe === "" ? "table" : safe;
}

function bodyRow(cells: readonly Child[], flagged: boolean, kind: (i: number) => string | undefined): Markup {
  return element(
    "tr",
    { class: flagged ? "flag" : undefined },
    cells.map((cell, i) => (i === 0 ? element("th", { scope: "row" }, cell) : element("td", { class: kind(i) }, cell))),
  );
}
