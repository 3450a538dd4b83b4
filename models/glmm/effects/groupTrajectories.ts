/** The expected response of each level of a group along a predictor, beside the level's data. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { levelRows } from "../groups/levelRows.js";
import { selectTerms } from "../groups/selectTerms.js";
import { columnAxis, type Axis, type Columns } from "./Axis.js";
import type { EffectPoint, EffectRow } from "./conditionalEffects.js";
import { expectedRows } from "./expectedRows.js";
import { observedResponses, responseWords } from "./observedResponses.js";
import { heldValues, predictorColumns, type PredictorColumn, type PredictorColumns } from "./PredictorColumns.js";

export interface GroupTrajectoriesOptions {
  /** As in names of draws, `a:b` for nested ones. */
  readonly group: string;
  /** A column that predictors read; the one whose slope varies by the group unless told. */
  readonly along?: string;
  /** Levels of the group; all unless told. */
  readonly levels?: readonly string[];
  /** What other columns are held at, the same for all levels. */
  readonly conditions?: Readonly<Record<string, number | string>>;
  /** Points of a curve; 25 unless told. */
  readonly grid?: number;
  /** How many draws, evenly spaced, or which; unless told as many as make four million numbers, but from 200 on. */
  readonly draws?: number | ArrayLike<number>;
}

/** The curve of a level, over the range of its own rows. */
export interface GroupTrajectory {
  readonly level: string;
  readonly rows: readonly EffectRow[];
  readonly points: readonly EffectPoint[];
}

export interface GroupTrajectories {
  readonly group: string;
  readonly along: string;
  readonly kind: "number" | "factor";
  /** In words: `expected count`. */
  readonly response: string;
  readonly trajectories: readonly GroupTrajectory[];
}

const usualGrid = 25;
const mostCells = 4_000_000;

/**
 * Each level's expected response given its effects, on the response's own scale, over the range of the level's own rows. So that curves
 * go with data, other predictors are at the level's mean or its most frequent value. Effects of coarser groups that the level lies in enter
 * as well; those of other groups do not. Trials and rates are 1.
 *
 * @throws UserError when the posterior is of no GLMM, and for groups, levels, columns and conditions that there are not.
 * @example
 * groupTrajectories(posterior, { group: "Subject", along: "Days" }).trajectories.length; // 18
 */
export function groupTrajectories(asked: Posterior | FittedGlmm, options: GroupTrajectoriesOptions): GroupTrajectories {
  refuseUnknownOptions("groupTrajectories", options, ["group", "along", "levels", "conditions", "grid", "draws"]);
  const { group, conditions = {}, grid = usualGrid } = options;
  if (!Number.isInteger(grid) || grid < 2 || grid > 10000) {
    throw new UserError(`grid must be a whole number from 2 to 10000; it is ${grid}.`);
  }
  const fitted = fittedOf(asked);
  const [term] = selectTerms(fitted, group);
  const columns = predictorColumns(fitted);
  const axis = axisAsked(fitted, columns, group, options.along);
  const { levels } = term!;
  const chosen = options.levels?.map((level) => placeOf(level, levels, group)) ?? [...levels.keys()];
  const rowsOf = levelRows(term!);
  const parts = chosen.filter((level) => rowsOf[level]!.length > 0).map((level) => rowsOf[level]!);
  const names = term!.grouping.split(":");
  const within = fitted.frame.groups
    .filter(({ grouping }) => grouping.split(":").every((name) => names.includes(name)))
    .map((one) => one.group);
  const shared = heldValues(columns, conditions);
  const pieces = parts.map((rows) => pieceOf(columns, axis, rows, grid, { names, conditions }));
  const count = pieces.reduce((sum, { xs }) => sum + xs.length, 0);
  const summaries = expectedRows(fitted, count, shared, joined(pieces.map(({ given }) => given)), {
    groups: [...new Set(within)],
    draws: options.draws ?? Math.min(fitted.drawCount, Math.max(200, Math.floor(mostCells / Math.max(1, count)))),
  });
  const responses = observedResponses(fitted);
  let at = 0;
  return {
    group,
    along: axis.name,
    kind: axis.levels ? "factor" : "number",
    response: responseWords(fitted),
    trajectories: pieces.map(({ xs }, k) => ({
      level: levels[term!.index[parts[k]![0]!]!]!,
      rows: xs.map((x) => ({ x, ...summaries[at++]! })),
      points: Array.from(parts[k]!, (row) => ({ row, x: axis.observed(row), y: responses[row]! })).filter(
        ({ y }) => !Number.isNaN(y),
      ),
    })),
  };
}

function placeOf(level: string, levels: readonly string[], group: string): number {
  const place = levels.indexOf(level);
  if (place >= 0) return place;
  throw new UserError(`"${group}" has no level "${level}": its levels are ${levels.slice(0, 12).join(", ")}.`);
}

/** The column asked for, or that of the first slope of the group which is a column. */
function axisAsked(fitted: FittedGlmm, columns: PredictorColumns, group: string, along: string | undefined): Axis {
  if (along !== undefined) {
    const column = columns.read.get(along);
    if (column) return columnAxis(column);
    const near = nearestName(along, columns.read.keys());
    const guess = near === undefined ? "" : `, did you mean "${near}"`;
    throw new UserError(
      `"${along}" is no column that predictors read${guess}: they read ${[...columns.read.keys()].join(", ")}.`,
    );
  }
  const slopes = selectTerms(fitted, group).flatMap(({ coefficients }) => coefficients);
  const found = slopes.map((name) => columns.read.get(name)).find((column) => column !== undefined);
  if (found) return columnAxis(found);
  throw new UserError(`along which predictor? No slope of "${group}" is a column: name one, as in along: "time".`);
}

/** The rows of a level's curve. */
interface Piece {
  readonly xs: readonly (number | string)[];
  readonly given: Columns;
}

function pieceOf(
  { read, groupings, table }: PredictorColumns,
  axis: Axis,
  rows: Int32Array,
  grid: number,
  { names, conditions }: { readonly names: readonly string[]; readonly conditions: Readonly<Record<string, unknown>> },
): Piece {
  const xs = valuesIn(axis, rows, grid);
  const constant = (value: number | string) => xs.map(() => value);
  const given = new Map<string, readonly (number | string)[]>();
  for (const [name, column] of read) {
    if (!(name in conditions)) given.set(name, constant(usualValue(column, rows)));
  }
  for (const name of names) given.set(name, constant(cellOf(table, name, rows[0]!)));
  // Means of other groups are those of the level's first row.
  for (const name of groupings) if (!given.has(name)) given.set(name, constant(cellOf(table, name, rows[0]!)));
  for (const [name, values] of axis.columns(xs)) given.set(name, values);
  return { xs, given };
}

/** Over the range of a level's rows; of a factor the levels that these have. */
function valuesIn({ levels, observed }: Axis, rows: Int32Array, grid: number): readonly (number | string)[] {
  const own = Array.from(rows, observed);
  if (levels) return levels.filter((level) => own.includes(level));
  const numbers = own.map(Number);
  const low = numbers.reduce((least, value) => Math.min(least, value), Infinity);
  const high = numbers.reduce((most, value) => Math.max(most, value), -Infinity);
  if (low === high) return [low];
  return Array.from({ length: grid }, (_, k) => low + ((high - low) * k) / (grid - 1));
}

/** The mean of a number, and the most frequent level of a factor, the first of equally frequent ones. */
function usualValue(column: PredictorColumn, rows: Int32Array): number | string {
  if (column.kind === "number") return rows.reduce((sum, row) => sum + column.values[row]!, 0) / rows.length;
  const counts = new Int32Array(column.levels.length);
  for (const row of rows) counts[column.codes[row]!]! += 1;
  return column.levels[counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0))]!;
}

function cellOf(table: PredictorColumns["table"], name: string, row: number): number | string {
  const column = table.columns.get(name)!;
  return column.kind === "number" ? column.values[row]! : column.levels[column.codes[row]!]!;
}

/** Pieces that give the same columns, one after another. */
function joined(pieces: readonly Columns[]): Columns {
  const names = [...(pieces[0]?.keys() ?? [])];
  return new Map(names.map((name) => [name, pieces.flatMap((piece) => piece.get(name)!)]));
}
