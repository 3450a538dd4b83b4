/** Tables of a report: numbers flush right, headers that name rows and columns, and a button that saves them. */
import type { ChartTable } from "../plots/Chart.js";
import { formatNumber, noValue } from "../plots/parts/formatNumber.js";
import { element, fragment, raw, type Child, type Markup } from "../plots/parts/markup.js";
import { fileName } from "./fileName.js";
import type { Cell, SectionColumn, SectionTable } from "./Section.js";
import type { Saved } from "./Saved.js";
import { words } from "./words.js";

/** Significant digits of numbers that nobody rounded. */
const ordinaryDigits = 4;

/** A table of no more rows stays on one page of paper. */
const fewRows = 15;

/**
 * A table that scrolls sideways on narrow screens; of long ones `most` rows. All is put into `saved` in full precision, from which a
 * reader saves it as CSV.
 */
export function htmlTable(table: SectionTable, saved: Saved, most = Infinity): Markup {
  const { columns, caption, name, flagged = [] } = table;
  const rows = table.rows.slice(0, most);
  const kind = (i: number): string | undefined => (columns[i]?.numeric ? "n" : undefined);
  const marked = new Set(flagged);
  const place = saved.addTable(table);
  return element(
    "div",
    { class: rows.length <= fewRows ? "table few" : "table" },
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${name}` },
      element(
        "table",
        { class: columns.some(({ numeric }) => numeric) ? undefined : "words" },
        caption === undefined ? null : element("caption", {}, words(caption)),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            columns.map(({ title, hint }, i) =>
              element("th", { scope: "col", class: kind(i), title: hint }, words(title)),
            ),
          ),
        ),
        element(
          "tbody",
          {},
          rows.map((cells, i) =>
            element(
              "tr",
              { class: marked.has(i) ? "flag" : undefined },
              cells.map((cell, j) => bodyCell(cell, columns[j], j === 0, kind(j))),
            ),
          ),
        ),
      ),
    ),
    element(
      "p",
      { class: "tools" },
      rows.length < table.rows.length
        ? `The first ${rows.length} of ${table.rows.length} rows; what is saved has all. `
        : null,
      element(
        "button",
        {
          type: "button",
          hidden: true,
          "data-csv": place,
          "data-name": fileName(name),
          "aria-label": `Save as CSV: ${name}`,
        },
        "Save as CSV",
      ),
    ),
  );
}

/** The table behind a chart, as a section's. */
export function chartTable(table: ChartTable, name: string): SectionTable {
  return {
    name,
    columns: table.columns.map((title, i) => ({
      title,
      numeric: i > 0 && table.rows.some((row) => typeof row[i] === "number"),
    })),
    rows: table.rows,
  };
}

function bodyCell(cell: Cell, column: SectionColumn | undefined, first: boolean, kind: string | undefined): Markup {
  const text = cellText(cell, column?.digits);
  const shown = linked(cell, first ? breakable(text) : words(text));
  return first ? element("th", { scope: "row" }, shown) : element("td", { class: kind }, shown);
}

/** Longer names may be broken, where their parts end. */
const longName = 15;

/** A name that is broken after `_`, `[`, `,` and the like rather than anywhere. */
function breakable(text: string): Markup {
  // Parts of names from right to left would stand in another order.
  if (text.length <= longName || /\s|[\u0590-\u08ff\ufb1d-\ufeff]/.test(text)) return words(text);
  return fragment(
    text.split(/(?<=[_[,;:.])(?=[^_[,;:.])/).map((part, i) => [i === 0 ? null : raw("<wbr>"), words(part)]),
  );
}

function linked(cell: Cell, shown: Markup): Child {
  if (typeof cell !== "object" || cell?.link === undefined) return shown;
  return element("a", { href: `#${cell.link}` }, shown);
}

/** What a reader sees in a cell; a dash where there is no number. */
export function cellText(cell: Cell, digits = ordinaryDigits): string {
  if (cell === null) return noValue;
  if (typeof cell === "number") return formatNumber(cell, digits);
  return typeof cell === "string" ? cell : cell.text;
}
