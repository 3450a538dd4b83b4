/** A formula's way to the columns of a table. */
import type { Column, FactorColumn } from "../../../engine/core/Table.js";
import { requireFinite } from "../../../engine/data/column.js";
import { readNumber } from "../../../engine/data/csv.js";
import { asFactor } from "../../../engine/data/factor.js";
import { requireComplete } from "../../../engine/data/missing.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { unknownColumn } from "../../../engine/data/unknownColumn.js";
import type { Span } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import type { Reading } from "./Reading.js";

/**
 * A column without missing cells.
 *
 * @throws UserError when it is unknown, pointing at its place in the formula, or has a missing, NaN or infinite cell.
 */
export function readColumn(reading: Reading, name: string, span: Span): Column {
  const column = reading.table.columns.get(name);
  if (!column)
    throw formulaError(
      reading.text,
      placeOf(reading.text, span, name),
      unknownColumn(name, reading.table.columns.keys()),
    );
  requireFinite(column);
  requireComplete(column, reading.isNewData ? "fill them, or leave their rows out of the new data." : undefined);
  return column;
}

/**
 * The numbers of a column.
 *
 * @throws UserError as {@link readColumn}, and when the column holds text or was declared a factor.
 */
export function readNumbers(reading: Reading, name: string, span: Span): Float64Array {
  const column = readColumn(reading, name, span);
  if (reading.factors.has(name)) {
    throw formulaError(
      reading.text,
      span,
      `"${name}" is declared a factor, but is used as a number here: use another column, or do not declare it.`,
    );
  }
  if (column.kind === "number") return column.values;
  const isNumber = column.levels.map((level) => readNumber(level) !== undefined);
  const text = column.codes.filter((code) => !isNumber[code]);
  // Text that reads like numbers throughout was given as text.
  const stray = text[0] ?? column.codes[0]!;
  const mend = 2 * text.length < column.codes.length && text.length > 0 ? "correct the cell" : "numbers are needed";
  throw formulaError(
    reading.text,
    span,
    `"${name}" is used as a number, but holds "${column.levels[stray]}" in row ${column.codes.indexOf(stray) + 1}: ${mend}.`,
  );
}

/**
 * A column as a factor with the levels that occur, in declared order if there is one, else by code point or as numbers.
 *
 * @param declared False in new data, which may hold levels that were not declared.
 */
export function readFactor(reading: Reading, name: string, span: Span, declared = true): FactorColumn {
  const column = readColumn(reading, name, span);
  return dropUnusedLevels(asFactor(column, (declared && reading.factors.get(name)) || undefined));
}

/** The same factor with only the levels that occur. */
export function dropUnusedLevels(factor: FactorColumn): FactorColumn {
  const used = new Uint8Array(factor.levels.length);
  for (const code of factor.codes) used[code] = 1;
  if (!used.includes(0)) return factor;
  const places = new Int32Array(factor.levels.length);
  const levels = factor.levels.filter((_, code) => used[code]);
  for (let code = 0, place = 0; code < places.length; code += 1) if (used[code]) places[code] = place++;
  return { ...factor, levels, codes: factor.codes.map((code) => places[code]!) };
}

/** Where a name stands within a wider place: the last time, since groups follow the bar. */
function placeOf(text: string, span: Span, name: string): Span {
  const at = text.slice(span.start, span.end).lastIndexOf(name);
  return at < 0 ? span : { start: span.start + at, end: span.start + at + name.length };
}

/** A sentence for a level that a column does not have, with the nearest one or all. */
export function unknownLevel(name: string, level: string, known: readonly string[]): string {
  const near = nearestName(level, known);
  if (near !== undefined) return `"${name}" has no level "${level}": did you mean "${near}"?`;
  const shown = known.slice(0, 12).join(", ") + (known.length > 12 ? `, … (${known.length} in all)` : "");
  return `"${name}" has no level "${level}": its levels are ${shown}.`;
}
