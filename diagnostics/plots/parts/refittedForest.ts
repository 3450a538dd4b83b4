/** Rows of one pooled estimate fitted to different sets of studies: the body of cumulative and of influence plots. */
import type { Chart } from "../Chart.js";
import type { RefittedEstimate, RefittedOptions } from "../RefittedEstimate.js";
import { drawing } from "./drawing.js";
import { estimateText, numberFormat, type NumberFormat } from "./estimateText.js";
import { forestScale } from "./forestScale.js";
import { diamond, intervalMark } from "./intervalMark.js";
import { tableForest, type TableLine } from "./tableForest.js";
import { accent, fullWidth } from "./theme.js";

/** What the two charts differ in. */
export interface RefittedWords {
  /** Title of the column of names. */
  readonly column: string;
  /** The sentence for those who do not see the chart. */
  readonly describe: (format: NumberFormat, reference: number) => string;
  /** Whether the ground is shaded where the interval of the overall estimate lies. */
  readonly isShaded: boolean;
}

/** A forest of the rows with the overall estimate below, where there is one. */
export function refittedForest(
  rows: readonly RefittedEstimate[],
  options: RefittedOptions,
  { column, describe, isShaded }: RefittedWords,
): Chart {
  const { width = fullWidth, measure = "effect", noteColumns = [], favours, overall } = options;
  const isLog = options.scale === "log";
  const reference = options.reference ?? (isLog ? 1 : 0);
  const estimates = [...rows, ...(overall === undefined ? [] : [overall])];
  const format = numberFormat(estimates, isLog);
  const lineOf = (row: RefittedEstimate, isOverall: boolean): TableLine => ({
    height: isOverall ? 26 : 20,
    left: [row.label],
    right: [estimateText(row, format), ...noteColumns.map((_, k) => row.notes?.[k] ?? "")],
    strong: isOverall,
    ruled: isOverall,
    marks: (scale, y) =>
      isOverall
        ? diamond(row, scale, y, accent)
        : intervalMark(row, scale, y, { colour: accent, shape: 1, size: 40, missing: "no value" }),
  });
  const body = tableForest(
    [...rows.map((row) => lineOf(row, false)), ...(overall === undefined ? [] : [lineOf(overall, true)])],
    {
      left: [{ title: [column], anchor: "start" }],
      right: [
        { title: [measure, "[95% interval]"], drop: 1 },
        ...noteColumns.map((title, k) => ({ title, drop: 2 + k })),
      ],
      scale: forestScale(estimates, { isLog, reference, whole: overall === undefined ? [] : [overall] }),
      reference,
      ...(isShaded && overall !== undefined ? { shaded: [overall.low, overall.high] as const } : {}),
      ...(favours === undefined ? {} : { favours }),
      axisTitle: measure,
      width,
    },
  );
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describe(format, reference),
    table: {
      columns: [column, "estimate", "2.5%", "97.5%", ...noteColumns.map((title) => title.join(" "))],
      rows: estimates.map(({ label, estimate, low, high, notes = [] }) => [
        label,
        estimate,
        low,
        high,
        ...noteColumns.map((_, k) => notes[k] ?? ""),
      ]),
    },
    marks: body.marks,
  });
}
