/** Cells of the text tables of effects. */
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import type { DrawSummary } from "./DrawSummary.js";
import type { RankSummary } from "./rankLevels.js";

/** How a text table is laid out. */
export interface EffectTextOptions {
  /** Characters of the terminal, 80 unless told. */
  readonly width?: number;
  /** Rows of each table, 40 unless told; what is cut off is counted below it. */
  readonly maxRows?: number;
}

const noValue = "–";
const mostDecimals = 6;

/**
 * Decimals for a column of estimates, so that the standard deviation in the middle has two digits: a column reads better
 * with the same decimals throughout.
 *
 * @example decimalsFor([0.3, 0.25, 12]); // 2
 */
export function decimalsFor(sds: readonly number[]): number {
  const sorted = sds.filter((sd) => sd > 0 && sd < Infinity).sort((a, b) => a - b);
  const typical = sorted[Math.floor(sorted.length / 2)];
  if (typical === undefined) return 2;
  let decimals = 0;
  for (let unit = typical; unit < 9.5 && decimals < mostDecimals; unit *= 10) decimals += 1;
  return decimals;
}

/** A number with so many decimals; with an exponent where they would not show it. */
export function numberCell(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return noValue;
  const isOut = Math.abs(value) >= 1e9 || (value !== 0 && decimals === mostDecimals && Math.abs(value) < 1e-4);
  if (isOut) return value.toExponential(2);
  return value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, "$1");
}

/** A probability with two decimals that are never rounded to certainty: draws cannot show it. */
export function probabilityCell(probability: number): string {
  if (Number.isNaN(probability)) return noValue;
  if (probability > 0.99) return ">0.99";
  return probability < 0.01 ? "<0.01" : probability.toFixed(2);
}

/** Median and 95 % interval of a rank, `3 (1–8)`. */
export function rankCell(rank: RankSummary): string {
  return Number.isNaN(rank.median) ? noValue : `${rank.median} (${rank["q2.5"]}–${rank["q97.5"]})`;
}

/** Columns mean, sd, 2.5 %, 50 % and 97.5 % of the rows. */
export function summaryColumns<Row extends DrawSummary>(decimalsOf: (row: Row) => number): TextColumn<Row>[] {
  const column = (head: string, key: keyof DrawSummary, rank: number): TextColumn<Row> => ({
    head,
    cell: (row) => numberCell(row[key], decimalsOf(row)),
    rank,
  });
  return [
    column("mean", "mean", 0),
    column("sd", "sd", 3),
    column("2.5%", "q2.5", 1),
    column("50%", "median", 5),
    column("97.5%", "q97.5", 1),
  ];
}

/** A title, the table of levels below it, and the count of those cut off. */
export function levelTable<Row extends { readonly level: string }>(
  title: string,
  rows: readonly Row[],
  columns: readonly TextColumn<Row>[],
  options: EffectTextOptions,
): string[] {
  return [title, ...namedTable("level", ({ level }) => level, rows, columns, options)];
}

/** A table of things that are called `head`, and the count of those cut off. */
export function namedTable<Row>(
  head: string,
  name: (row: Row) => string,
  rows: readonly Row[],
  columns: readonly TextColumn<Row>[],
  { width = 80, maxRows = 40 }: EffectTextOptions,
): string[] {
  const hidden = rows.length - maxRows;
  return [
    ...textTable(rows.slice(0, maxRows), { name, nameHead: head, columns, width }),
    ...(hidden > 0 ? [`… and ${hidden} more ${hidden === 1 ? head : `${head}s`}`] : []),
  ];
}

/** Rows that follow one another with the same group, parameter and coefficient. */
export function blocksOf<
  Row extends { readonly group: string; readonly coefficient: string; readonly parameter?: string },
>(rows: readonly Row[]): Row[][] {
  const blocks: Row[][] = [];
  for (const row of rows) {
    const last = blocks.at(-1)?.[0];
    const goesOn =
      last?.group === row.group && last.coefficient === row.coefficient && last.parameter === row.parameter;
    if (goesOn) blocks.at(-1)!.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

/** `herd: Intercept`, of another parameter than mu `herd: Intercept of sigma`. */
export function blockTitle({
  group,
  coefficient,
  parameter = "mu",
}: {
  readonly group: string;
  readonly coefficient: string;
  readonly parameter?: string;
}): string {
  return `${group}: ${coefficient}${parameter === "mu" ? "" : ` of ${parameter}`}`;
}
