/** Collects a page's tables in full precision, in the order in which they stand, for readers to save. */
import type { Cell, SectionTable } from "./Section.js";

/** A table as it travels in the page. */
export interface SavedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Numbers in full precision, null where there is none; texts as they are shown. */
  readonly rows: readonly (readonly (number | string | null)[])[];
}

/** Tables that were met so far. */
export interface SavedTables {
  readonly tables: readonly SavedTable[];
  /** Keeps a table and returns its place, from 0. */
  add(table: SectionTable): number;
}

/** An empty collection. */
export function savedTables(): SavedTables {
  const tables: SavedTable[] = [];
  return {
    tables,
    add: ({ name, columns, rows }) =>
      tables.push({
        name,
        columns: columns.map(({ title }) => title),
        rows: rows.map((cells) => cells.map(savedCell)),
      }) - 1,
  };
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
