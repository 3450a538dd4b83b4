/** A variable that is varied while others are held: a column, or a deviation from the mean of a group, or that mean. */
import type { Variable } from "../../formula/Formula.js";
import type { PredictorColumn, PredictorColumns } from "./PredictorColumns.js";

/** Values of some columns over rows that are to be predicted. */
export type Columns = ReadonlyMap<string, readonly (number | string)[]>;

/** A variable to be varied. */
export interface Axis {
  /** The column's name, or `within(x | g)`. */
  readonly name: string;
  /** Levels of a factor in order; absent for numbers. */
  readonly levels?: readonly string[];
  /** Of a number over the rows fitted. */
  readonly range?: { readonly low: number; readonly high: number; readonly mean: number; readonly sd: number };
  /** The different values where there are no more than three. */
  readonly few?: readonly number[];
  /** All values that have a meaning, where those between have none: whole numbers of the range, or two that stand for levels. */
  readonly steps?: readonly number[];
  /** Value in a row that was fitted. */
  observed(row: number): number | string;
  /** The columns that give rows these values. */
  columns(values: readonly (number | string)[]): Columns;
}

/** The axis of a column. */
export function columnAxis(column: PredictorColumn): Axis {
  const { name } = column;
  const columns = (values: readonly (number | string)[]) => new Map([[name, values]]);
  if (column.kind === "factor") {
    const { levels, codes } = column;
    return { name, levels, observed: (row) => levels[codes[row]!]!, columns };
  }
  const numbers = numbersOf(column.values);
  const { low, high } = numbers.range;
  const steps = Array.from({ length: column.stepped ? high - low + 1 : 0 }, (_, k) => low + k);
  // Between the 1 and 2 of a coded sex is nothing.
  const coded = numbers.few?.length === 2 ? { steps: numbers.few } : {};
  return {
    ...numbers,
    ...(column.stepped ? { steps, few: steps, range: { ...numbers.range, mean: column.mean } } : coded),
    ...{ name, observed: (row) => column.values[row]!, columns },
  };
}

/** What a level is called that the fit does not have. */
const newLevel = (k: number) => `new level ${k + 1} of the grid`;

/**
 * The axis of `within(x | g)` or `between(x | g)`. A level that the fit did not have takes the mean of its own rows: one level for all
 * rows, about which they lie evenly, varies the deviation alone; a level for each row varies the mean alone.
 *
 * @returns undefined where x is no plain column, or the levels of the grouping are fixed.
 */
export function groupMeanAxis(
  variable: Variable & { kind: "within" | "between" },
  { read, table }: PredictorColumns,
): Axis | undefined {
  const { expression, grouping, kind } = variable;
  if (expression.kind !== "column") return undefined;
  const column = read.get(expression.name);
  const free = grouping.filter((name) => !read.has(name));
  // A column that is a factor of the population cannot have new levels.
  if (column?.kind !== "number" || free.length === 0) return undefined;
  const means = meansByGroup(column.values, grouping, table);
  const values = kind === "between" ? means : column.values.map((value, row) => value - means[row]!);
  const numbers = numbersOf(values);
  const farthest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return {
    name: `${kind}(${column.name} | ${grouping.join(":")})`,
    ...numbers,
    ...(kind === "within" ? { range: { ...numbers.range, low: -farthest, high: farthest, mean: 0 } } : {}),
    observed: (row) => values[row]!,
    columns: (asked) =>
      new Map<string, readonly (number | string)[]>([
        [column.name, asked.map((value) => (kind === "between" ? Number(value) : column.mean + Number(value)))],
        ...free.map((name) => [name, asked.map((_, k) => newLevel(kind === "between" ? k : 0))] as const),
      ]),
  };
}

/** The columns of a grid's rows at new levels, each of its own, so that deviations from their means are 0. */
export function ownLevels(name: string, rows: number): Columns {
  return new Map([[name, Array.from({ length: rows }, (_, k) => newLevel(k))]]);
}

function numbersOf(values: Float64Array): Required<Pick<Axis, "range">> & Pick<Axis, "few"> {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const sorted = values.slice().sort();
  const different = new Set(sorted);
  return {
    range: { low: sorted[0]!, high: sorted.at(-1)!, mean, sd: Math.sqrt(squares / (values.length - 1)) },
    ...(different.size <= 3 ? { few: [...different] } : {}),
  };
}

/** The mean of each row's group, whose rows share the cells of all grouping columns. */
function meansByGroup(
  values: Float64Array,
  grouping: readonly string[],
  table: PredictorColumns["table"],
): Float64Array {
  const parts = grouping.map((name) => {
    const column = table.columns.get(name)!;
    return column.kind === "number" ? column.values : column.codes;
  });
  const keys = Array.from(values, (_, row) => JSON.stringify(parts.map((part) => part[row]!)));
  const sums = new Map<string, { sum: number; count: number }>();
  keys.forEach((key, row) => {
    const known = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: known.sum + values[row]!, count: known.count + 1 });
  });
  return Float64Array.from(keys, (key) => sums.get(key)!.sum / sums.get(key)!.count);
}
