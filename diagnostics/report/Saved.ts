/** Collects what a page's script needs of tables and figures, in the order in which they stand. */
import type { Panel } from "../plots/Panel.js";
import type { Cell, SectionTable } from "./Section.js";

/** A table as it travels in the page. */
export interface SavedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Numbers in full precision, null where there is none; texts as they are shown. */
  readonly rows: readonly (readonly (number | string | null)[])[];
}

/** What was met so far. */
export interface Saved {
  /** In full precision, for readers to save. */
  readonly tables: readonly SavedTable[];
  /** By figure that has some. */
  readonly panels: readonly (readonly Panel[])[];
  /** Keeps a table and returns its place, from 0. */
  addTable(table: SectionTable): number;
  /** Keeps the panels of a figure and returns their place, from 0. */
  addPanels(panels: readonly Panel[]): number;
}

/** An empty collection. */
export function nothingSaved(): Saved {
  const tables: SavedTable[] = [];
  const figures: (readonly Panel[])[] = [];
  return {
    tables,
    panels: figures,
    addTable: ({ name, columns, rows }) =>
      tables.push({
        name,
        columns: columns.map(({ title }) => title),
        rows: rows.map((cells) => cells.map(savedCell)),
      }) - 1,
    addPanels: (panels) => figures.push(panels.map(roundedPanel)) - 1,
  };
}

/** Ends of axes with seven digits: finer than any screen, and half as long. */
function roundedPanel(panel: Panel): Panel {
  return JSON.parse(
    JSON.stringify(panel, (_key, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(7)) : value)),
  ) as Panel;
}

function savedCell(cell: Cell): number | string | null {
  if (cell === null || typeof cell === "string") return cell;
  if (typeof cell === "number") return finite(cell);
  return cell.value === null ? cell.text : finite(cell.value);
}

/** JSON has neither NaN nor infinities; the latter are kept as words. */
function finite(value: number): number | string | null {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? null : value > 0 ? "Inf" : "-Inf";
}
