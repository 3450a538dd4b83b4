/** Effect sizes and their sampling variances from what studies report, as `escalc` of metafor works them out. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { numberColumn } from "../../../engine/data/column.js";
import { measures, type Measure, type MeasureRow } from "./measures.js";
import { numbersOf } from "./numbersOf.js";

/** Columns by what they hold, under the names that metafor gives them. */
export type EffectSizeColumns = Readonly<Record<string, string>>;

export interface EffectSizes {
  /** The table with the columns `yi` and `vi`. */
  readonly table: Table;
  /** What exp(effect) is, where effects are logarithms of ratios. */
  readonly ratio?: string;
  /** What an effect is in words. */
  readonly measure: string;
  /** What was done about rows that need something done: zero cells. */
  readonly notes: readonly string[];
}

/**
 * Effect sizes of a table: log odds ratios `OR`, log risk ratios `RR` and risk differences `RD` from 2 x 2 tables (`ai`, `bi`, `ci`, `di`, or
 * with totals `n1i`, `n2i` in place of `bi`, `di`), log rate ratios `IRR` (`x1i`, `t1i`, `x2i`, `t2i`), mean differences `MD`, standardised ones
 * `SMD` (Hedges' g) and log ratios of means `ROM` (`m1i`, `sd1i`, `n1i`, `m2i`, `sd2i`, `n2i`), Fisher's z of correlations `ZCOR` (`ri`, `ni`), and
 * logits of proportions `PLO` (`xi`, `ni`). In rows with a zero cell 1/2 is added to every cell; a model
 * of the counts themselves, with two treatments, needs no such thing.
 *
 * @param columns Columns by what they hold; those not named have the names above.
 * @throws UserError for an unknown measure, a missing column, counts below 0 or above their total, and rows that have no effect.
 * @example
 * const { table: sizes, ratio } = effectSizes(table, "RR", { ai: "tpos", bi: "tneg", ci: "cpos", di: "cneg" });
 */
export function effectSizes(table: Table, measure: Measure, columns: EffectSizeColumns = {}): EffectSizes {
  const row = measures.get(measure);
  if (!row) {
    const near = nearestName(measure, measures.keys());
    throw new UserError(
      `unknown measure "${measure}": ${near ? `did you mean ${near}?` : `there are ${[...measures.keys()].join(", ")}.`}`,
    );
  }
  const given = new Map(Object.entries(columns));
  refuseMissing(table, measure, row, given);
  const inputs = inputsOf(table, row, given);
  const [effects, variances] = [new Float64Array(table.rows), new Float64Array(table.rows)];
  const corrected: number[] = [];
  for (let i = 0; i < table.rows; i++) {
    const numbers = inputs.map((values) => values[i]!);
    const wrong = row.wrong(numbers);
    if (wrong !== undefined) throw new UserError(`row ${i + 1}: ${wrong}.`);
    const { effect, variance, isCorrected = false } = row.of(numbers);
    if (!Number.isFinite(effect) || !(variance > 0)) {
      throw new UserError(
        `row ${i + 1} has no ${row.words} with a standard error above 0: leave it out, or correct ${row.columns.join(", ")}.`,
      );
    }
    effects[i] = effect;
    variances[i] = variance;
    if (isCorrected) corrected.push(i + 1);
  }
  const added: (readonly [string, Column])[] = [
    ["yi", numberColumn("yi", effects)],
    ["vi", numberColumn("vi", variances)],
  ];
  const notes =
    corrected.length === 0
      ? []
      : [
          `1/2 was added to all cells of ${corrected.length === 1 ? "row" : "rows"} ${corrected.join(", ")}, of which one was zero.`,
        ];
  return {
    table: { rows: table.rows, columns: new Map([...table.columns, ...added]) },
    measure: row.words,
    ...(row.ratio === undefined ? {} : { ratio: row.ratio }),
    notes,
  };
}

/** Every number that the measure needs and neither a column nor an option tells, or a total in its place. */
function refuseMissing(
  table: Table,
  measure: string,
  { columns, totals = [] }: MeasureRow,
  given: ReadonlyMap<string, string>,
): void {
  const isThere = (key: string) => given.has(key) || table.columns.has(key);
  const totalOf = (key: string) => totals.find(({ missing }) => missing === key)?.total;
  const missing = columns.filter((key) => !isThere(key) && !isThere(totalOf(key) ?? key));
  if (missing.length === 0) return;
  const words = missing.map((key) => (totalOf(key) === undefined ? key : `${key} (or the total ${totalOf(key)})`));
  const example = `--columns ${missing.map((key) => `${key}=NAME`).join(",")}`;
  const there = [...table.columns.keys()].slice(0, 12).join(", ");
  throw new UserError(
    `${measure} is worked out from ${columns.join(", ")}, of which ${words.join(", ")} ${missing.length === 1 ? "is" : "are"} not told: ` +
      `name the columns that hold them, as in ${example}; the columns are ${there || "none"}.`,
  );
}

/** Numbers by what they are, each for all rows. A second column of a 2 x 2 table may be told by its total. */
function inputsOf(
  table: Table,
  { columns, totals }: MeasureRow,
  given: ReadonlyMap<string, string>,
): readonly Float64Array[] {
  const nameOf = (key: string) => given.get(key) ?? key;
  const known = [...columns, ...(totals ?? []).map(({ total }) => total)];
  const stray = [...given.keys()].find((key) => !known.includes(key));
  if (stray !== undefined) throw new UserError(`the measure needs no "${stray}": name ${known.join(", ")}.`);
  return columns.map((key) => {
    const told = totals?.find(({ missing }) => missing === key);
    if (!told || given.has(key) || (!given.has(told.total) && table.columns.has(key)))
      return numbersOf(table, nameOf(key));
    const whole = numbersOf(table, nameOf(told.total));
    const part = numbersOf(table, nameOf(told.part));
    return whole.map((value, row) => value - part[row]!);
  });
}
