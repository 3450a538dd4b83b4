/** Splits rows into folds for cross-validation. */
import type { Rng } from "../../engine/core/Rng.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { asFactor } from "../../engine/data/factor.js";
import { unknownColumn } from "../../engine/data/unknownColumn.js";

export interface FoldOptions {
  /** How many, or the fold of each row as whole numbers, in any numbering. */
  readonly folds: number | ArrayLike<number>;
  /** A column whose rows stay together: those of one level are in one fold. */
  readonly group?: string;
  /** A column whose levels are spread evenly over the folds. */
  readonly stratify?: string;
}

/**
 * The fold of each row, from 0. Folds are as equal in size as they can be; with `group` as equal in levels, with `stratify` in the rows of
 * each level.
 *
 * @throws UserError for fewer than two folds, more folds than rows or levels, and unknown columns.
 * @example
 * foldsOf(table, { folds: 10, stratify: "arm" }, stream("1", "folds"));
 */
export function foldsOf(table: Table, { folds, group, stratify }: FoldOptions, rng: Rng): Int32Array {
  if (typeof folds !== "number") return givenFolds(folds, table.rows);
  if (group !== undefined && stratify !== undefined) {
    throw new UserError(
      "folds keep the rows of a group together or spread a column evenly: give one of group and stratify.",
    );
  }
  if (!Number.isInteger(folds) || folds < 2) {
    throw new UserError(`invalid number of folds: ${folds}; it must be a whole number of at least 2.`);
  }
  if (group !== undefined) {
    const { codes, levels } = factorOf(table, group);
    const used = [...new Set(codes)];
    if (used.length < folds) throw tooMany(folds, `"${group}" has ${used.length} levels (of ${levels.length})`);
    const ofLevel = new Map(dealt(used, folds, rng, 0).map((fold, i) => [used[i]!, fold]));
    return codes.map((code) => ofLevel.get(code)!);
  }
  if (table.rows < folds) throw tooMany(folds, `there are ${table.rows} rows`);
  const out = new Int32Array(table.rows);
  const strata = stratify === undefined ? [allRows(table)] : rowsByLevel(table, stratify);
  // Each stratum goes on dealing where the one before it stopped, so that folds are of one size.
  let first = 0;
  for (const rows of strata) {
    dealt(rows, folds, rng, first).forEach((fold, i) => (out[rows[i]!] = fold));
    first += rows.length;
  }
  return out;
}

/** Folds dealt to items in random order, one after another from a fold on. */
function dealt(items: readonly number[], folds: number, rng: Rng, first: number): number[] {
  const order = items.map((_, i) => i);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(rng.uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const out = new Array<number>(items.length);
  order.forEach((item, i) => (out[item] = (first + i) % folds));
  return out;
}

function givenFolds(folds: ArrayLike<number>, rows: number): Int32Array {
  if (folds.length !== rows) {
    throw new UserError(`folds must have a number for each of the ${rows} rows fitted; they are ${folds.length}.`);
  }
  const wrong = Array.from(folds).find((fold) => !Number.isInteger(fold));
  if (wrong !== undefined) throw new UserError(`the folds of rows must be whole numbers; one is ${wrong}.`);
  const used = [...new Set(Array.from(folds))].sort((a, b) => a - b);
  if (used.length < 2) throw new UserError("all rows are in one fold: at least two folds are needed.");
  const place = new Map(used.map((fold, i) => [fold, i]));
  return Int32Array.from(folds, (fold) => place.get(fold)!);
}

function tooMany(folds: number, what: string): UserError {
  return new UserError(`${folds} folds are too many, since ${what}: ask for fewer.`);
}

const allRows = ({ rows }: Table) => Array.from({ length: rows }, (_, row) => row);

function rowsByLevel(table: Table, name: string): number[][] {
  const { codes } = factorOf(table, name);
  const byLevel = new Map<number, number[]>();
  codes.forEach((code, row) => byLevel.set(code, [...(byLevel.get(code) ?? []), row]));
  return [...byLevel.values()];
}

/** @throws UserError when the fit has not kept the column: only what the model uses is kept. */
export function factorOf(table: Table, name: string): ReturnType<typeof asFactor> {
  const column = table.columns.get(name);
  if (column === undefined) throw new UserError(unknownColumn(name, table.columns.keys()));
  return asFactor(column);
}
