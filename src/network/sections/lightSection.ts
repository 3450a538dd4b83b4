/** Sections of large networks with fewer digits in their tables, so that the page stays light. */
import type { Cell, Many, Section, SectionFigure, SectionTable } from "../../../diagnostics/report/Section.js";

/** Significant digits, more than any number of draws supports. */
const digits = 6;

/** The same section, numbers of its tables and of the tables behind its figures rounded. */
export function lightSection(section: Section): Section {
  const { figure, table, sections } = section;
  return {
    ...section,
    ...(figure === undefined ? {} : { figure: each(figure, lightFigure) }),
    ...(table === undefined ? {} : { table: each(table, lightTable) }),
    ...(sections === undefined ? {} : { sections: sections.map(lightSection) }),
  };
}

function each<T>(some: Many<T>, light: (one: T) => T): Many<T> {
  return Array.isArray(some) ? (some as readonly T[]).map(light) : light(some as T);
}

function lightFigure(figure: SectionFigure): SectionFigure {
  const rows = figure.table.rows.map((row) => row.map((cell) => (typeof cell === "number" ? rounded(cell) : cell)));
  return { ...figure, table: { ...figure.table, rows } };
}

function lightTable(table: SectionTable): SectionTable {
  return { ...table, rows: table.rows.map((row) => row.map(lightCell)) };
}

function lightCell(cell: Cell): Cell {
  if (typeof cell === "number") return rounded(cell);
  if (cell === null || typeof cell === "string" || cell.value === null) return cell;
  return { ...cell, value: rounded(cell.value) };
}

/** Whole numbers keep all their digits. */
function rounded(value: number): number {
  return Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(digits));
}
