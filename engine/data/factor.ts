/** Turns any column into a factor, for grouping. */
import type { Column, FactorColumn, Table } from "../core/Table.js";
import { UserError } from "../core/UserError.js";
import { codedColumn, requireFinite } from "./column.js";

/**
 * The column as a factor. Numbers become levels sorted as numbers with the labels `String(number)`; a factor keeps its
 * levels. With `levels` given, the factor has these in this order, the first of them the reference.
 *
 * @throws UserError if a number is NaN or infinite, or a value is not among the given levels.
 * @example asFactor(numbers).levels // ["2", "10"] for the values 10, 2, 10
 */
export function asFactor(column: Column, levels?: readonly string[]): FactorColumn {
  const factor = column.kind === "factor" ? column : numbersAsFactor(column);
  if (levels === undefined) return factor;
  const given = new Set(levels);
  if (given.size !== levels.length) {
    throw new UserError(`the levels given for column "${column.name}" repeat one: name each level once.`);
  }
  const unknown = factor.levels.find((level) => !given.has(level));
  if (unknown !== undefined) {
    throw new UserError(
      `column "${column.name}" holds "${unknown}", which is not among the given levels ${levels.join(", ")}: add it.`,
    );
  }
  return codedColumn(column.name, labelsOf(factor), levels);
}

/** The label of each row, undefined where missing. */
export function labelsOf(factor: FactorColumn): (string | undefined)[] {
  return Array.from(factor.codes, (code) => (code < 0 ? undefined : factor.levels[code]));
}

/** The levels that occur in some row, in order. */
export function usedLevels(factor: FactorColumn): string[] {
  const used = new Set(factor.codes);
  return factor.levels.filter((_, code) => used.has(code));
}

/** A table with the named column as a factor. */
export function withFactor(table: Table, name: string, levels?: readonly string[]): Table {
  const column = table.columns.get(name);
  if (column === undefined) throw new UserError(`unknown column "${name}" cannot be made a factor: check its name.`);
  return { rows: table.rows, columns: new Map(table.columns).set(name, asFactor(column, levels)) };
}

function numbersAsFactor(column: Column & { kind: "number" }): FactorColumn {
  requireFinite(column);
  const present = column.values.filter((x) => x === x);
  // Typed arrays sort as numbers; `+ 0` makes -0 the same level as 0.
  const sorted = present.map((x) => x + 0).sort();
  const levels = [...new Set(sorted)].map(String);
  const labels = Array.from(column.values, (x) => (x === x ? String(x + 0) : undefined));
  return codedColumn(column.name, labels, levels);
}
