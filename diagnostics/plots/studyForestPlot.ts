/** Draws the forest plot of a meta-analysis: studies with their data, own and shrunken effects, and what is pooled of them. */
import type { Chart, ChartTable } from "./Chart.js";
import type { IntervalEstimate } from "./IntervalEstimate.js";
import { drawing } from "./parts/drawing.js";
import { estimateText, numberFormat, type NumberFormat } from "./parts/estimateText.js";
import { forestScale } from "./parts/forestScale.js";
import { count, formatFixed, formatNumber } from "./parts/formatNumber.js";
import { diamond, intervalLine, intervalMark } from "./parts/intervalMark.js";
import { legend, type LegendEntry } from "./parts/legend.js";
import { sentences } from "./parts/sentences.js";
import { shortName } from "./parts/shortName.js";
import { tableForest, type TableLine, type TextColumn } from "./parts/tableForest.js";
import { accent, fullWidth, ink, second } from "./parts/theme.js";

/** One study in one comparison. */
export interface StudyForestRow {
  readonly study: string;
  /** What was observed, as text, by data column. */
  readonly data?: readonly string[];
  /** The effect its own data give. */
  readonly own?: IntervalEstimate;
  /** Its effect given all studies, in a random-effects model. */
  readonly shrunken?: IntervalEstimate;
  /** Share of the pooled estimate, 0 to 1: the area of its square. */
  readonly weight?: number;
  /** Comparison or subgroup: rows of one group follow each other below its name. */
  readonly group?: string;
}

/** What is pooled: of the group it names, below its studies, or of all, at the end. */
export interface PooledForestRow extends IntervalEstimate {
  readonly label: string;
  readonly group?: string;
  /** 95% prediction interval of the effect in a new study. */
  readonly prediction?: readonly [number, number];
  /** Such as heterogeneity, printed below. */
  readonly note?: string;
}

/** Options of {@link studyForestPlot}. */
export interface StudyForestOptions {
  readonly title: string;
  /** What is estimated, such as "odds ratio". */
  readonly measure?: string;
  /** Logarithmic for ratios, which are then given as ratios. */
  readonly scale?: "linear" | "log";
  /** Value of no effect; 1 for ratios, 0 otherwise. */
  readonly reference?: number;
  /** Titles of the data columns, each of one or two lines, such as ["BCG", "events/total"]. */
  readonly dataColumns?: readonly (readonly string[])[];
  /** What an effect below and one above the reference favours, such as ["favours BCG", "favours control"]. */
  readonly favours?: readonly [string, string];
  /** Cuts the axis; a few intervals that would stretch it are cut by themselves. */
  readonly domain?: readonly [number, number];
  /** Pixels. */
  readonly width?: number;
}

/**
 * A forest plot of studies. The square of a study grows with its weight, the thin line below it is its effect given the others, the diamond
 * is pooled, and the bar below a diamond is the range in which the effect of a new study is expected. Intervals that reach beyond the
 * axis end in arrows.
 *
 * @example
 * studyForestPlot(
 *   [{ study: "Aronson 1948", data: ["4/123", "11/139"], own: { estimate: 0.39, low: 0.12, high: 1.26 }, weight: 0.05 }],
 *   [{ label: "all studies", estimate: 0.47, low: 0.32, high: 0.69, prediction: [0.13, 1.7] }],
 *   { title: "BCG against tuberculosis", scale: "log", measure: "odds ratio", favours: ["favours BCG", "favours control"],
 *     dataColumns: [["BCG", "events/total"], ["control", "events/total"]] },
 * );
 */
export function studyForestPlot(
  rows: readonly StudyForestRow[],
  pooled: readonly PooledForestRow[],
  options: StudyForestOptions,
): Chart {
  const { width = fullWidth, scale = "linear", measure = "effect", dataColumns = [], domain } = options;
  const isLog = scale === "log";
  const reference = options.reference ?? (isLog ? 1 : 0);
  const estimates = [...rows.flatMap(({ own, shrunken }) => [own, shrunken]), ...pooled].filter(
    (estimate) => estimate !== undefined,
  );
  const format = numberFormat(estimates, isLog);
  const key = legend(keyOf(rows, pooled), { left: 0, right: width, top: 0 });
  const heaviest = rows.reduce((most, { weight = NaN }) => (weight > most ? weight : most), 0);
  const hasWeights = heaviest > 0;
  const body = tableForest(linesOf(rows, pooled, { format, heaviest, dataColumns: dataColumns.length }), {
    left: [{ title: ["study"], anchor: "start" }, ...dataColumns.map((title): TextColumn => ({ title, drop: 2 }))],
    right: [{ title: [measure, "[95% interval]"], drop: 1 }, ...(hasWeights ? [{ title: ["weight"], drop: 3 }] : [])],
    scale: forestScale(estimates, {
      isLog,
      reference,
      ...(domain === undefined ? {} : { domain }),
      whole: pooled.flatMap((row) => [row, ...predictionOf(row)]),
    }),
    reference,
    axisTitle: measure,
    ...(options.favours === undefined ? {} : { favours: options.favours }),
    width,
    top: key.height + 6,
  });
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describe(rows, pooled, reference, format),
    table: tableOf(rows, pooled, dataColumns),
    marks: [key.marks, body.marks],
  });
}

interface LineOptions {
  readonly format: NumberFormat;
  readonly heaviest: number;
  readonly dataColumns: number;
}

function linesOf(
  rows: readonly StudyForestRow[],
  pooled: readonly PooledForestRow[],
  options: LineOptions,
): readonly TableLine[] {
  // Each group once, in the order in which rows first name it; rows without one stand first.
  const groups = [...new Set([undefined, ...rows.map(({ group }) => group), ...pooled.map(({ group }) => group)])];
  const blank: TableLine = { height: 8 };
  return [
    ...groups.flatMap((group, i): readonly TableLine[] => {
      const lines = rows.filter((row) => row.group === group).map((row) => studyLine(row, options));
      if (group === undefined) return lines;
      const sums = pooled.filter((row) => row.group === group).flatMap((row) => pooledLines(row, options));
      return [...(i > 1 ? [blank] : []), { height: 22, heading: group }, ...lines, ...sums];
    }),
    ...pooled.filter(({ group }) => group === undefined).flatMap((row, i) => pooledLines(row, options, i === 0)),
  ];
}

function studyLine({ study, data = [], own, shrunken, weight }: StudyForestRow, options: LineOptions): TableLine {
  const { format, heaviest } = options;
  const both = own !== undefined && shrunken !== undefined;
  const share = weight !== undefined && weight >= 0 && heaviest > 0 ? weight / heaviest : 0.4;
  return {
    height: both ? 22 : 20,
    left: [study, ...data.slice(0, options.dataColumns)],
    right: [
      own !== undefined ? estimateText(own, format) : shrunken !== undefined ? estimateText(shrunken, format) : "",
      weight === undefined || !Number.isFinite(weight) ? "" : `${formatFixed(100 * weight, 1)}%`,
    ],
    marks: (scale, y) => [
      shrunken === undefined
        ? null
        : intervalMark(shrunken, scale, both ? y + 6 : y, {
            colour: second,
            shape: 0,
            size: 18,
            width: 1,
            missing: "",
          }),
      own === undefined
        ? null
        : intervalMark(own, scale, both ? y - 2 : y, { colour: ink, shape: 1, size: 12 + 110 * share, width: 1.25 }),
    ],
  };
}

function pooledLines(row: PooledForestRow, { format }: LineOptions, ruled = false): readonly TableLine[] {
  const [prediction] = predictionOf(row);
  const note = row.note === undefined ? [] : [{ height: 18, heading: row.note, isNote: true }];
  return [
    {
      height: 24,
      left: [row.label],
      right: [estimateText(row, format)],
      strong: true,
      ruled,
      marks: (scale, y) => diamond(row, scale, y, accent),
    },
    ...(prediction === undefined
      ? []
      : [
          {
            height: 18,
            left: ["prediction for a new study"],
            right: [`[${format(prediction.low)}, ${format(prediction.high)}]`],
            marks: ((scale, y) => intervalLine(prediction, scale, y, accent, 4)) satisfies TableLine["marks"],
          },
        ]),
    ...note,
  ];
}

function predictionOf({ estimate, prediction }: PooledForestRow): readonly IntervalEstimate[] {
  return prediction === undefined ? [] : [{ estimate, low: prediction[0], high: prediction[1] }];
}

function keyOf(rows: readonly StudyForestRow[], pooled: readonly PooledForestRow[]): readonly LegendEntry[] {
  const has = (field: "own" | "shrunken" | "weight"): boolean => rows.some((row) => row[field] !== undefined);
  return [
    ...(has("own")
      ? [{ label: `study alone, 95%${has("weight") ? "; area: its weight" : ""}`, colour: ink, marker: 1 }]
      : []),
    ...(has("shrunken") ? [{ label: "its shrunken estimate, 95%", colour: second, marker: 0 }] : []),
    ...(pooled.length > 0 ? [{ label: "pooled, 95%", colour: accent, marker: 3, noLine: true }] : []),
    ...(pooled.some(({ prediction }) => prediction) ? [{ label: "effect in a new study, 95%", colour: accent }] : []),
  ];
}

function tableOf(
  rows: readonly StudyForestRow[],
  pooled: readonly PooledForestRow[],
  dataColumns: readonly (readonly string[])[],
): ChartTable {
  const none = { estimate: NaN, low: NaN, high: NaN };
  const of = ({ estimate, low, high }: IntervalEstimate): readonly number[] => [estimate, low, high];
  const hasWeights = rows.some(({ weight }) => weight !== undefined);
  const weightCell = (weight: number): readonly number[] => (hasWeights ? [weight] : []);
  return {
    columns: [
      "study",
      "group",
      ...dataColumns.map((title) => title.join(" ")),
      ...["estimate", "2.5%", "97.5%"],
      ...["shrunken estimate", "shrunken 2.5%", "shrunken 97.5%"],
      ...(hasWeights ? ["weight"] : []),
      ...["prediction 2.5%", "prediction 97.5%"],
    ],
    rows: [
      ...rows.map(({ study, group = "", data = [], own = none, shrunken = none, weight = NaN }) => [
        study,
        group,
        ...dataColumns.map((_, k) => data[k] ?? ""),
        ...of(own),
        ...of(shrunken),
        ...weightCell(weight),
        NaN,
        NaN,
      ]),
      ...pooled.map((row) => [
        row.label,
        row.group ?? "",
        ...dataColumns.map(() => ""),
        ...of(row),
        ...of(none),
        ...weightCell(NaN),
        row.prediction?.[0] ?? NaN,
        row.prediction?.[1] ?? NaN,
      ]),
    ],
  };
}

function describe(
  rows: readonly StudyForestRow[],
  pooled: readonly PooledForestRow[],
  reference: number,
  format: NumberFormat,
): string {
  const apart = rows.filter(({ own }) => own !== undefined && (own.low > reference || own.high < reference)).length;
  const named = pooled.slice(0, 4).map((row) => {
    const prediction =
      row.prediction === undefined ? "" : `, in a new study ${row.prediction.map(format).join(" to ")}`;
    const of = row.group === undefined ? row.label : `${row.group}, ${row.label}`;
    return `${shortName(of)} ${estimateText(row, format)}${prediction}`;
  });
  return sentences(
    `Forest plot of ${count(rows.length, "study", "studies")} with 95% intervals.`,
    rows.some(({ own }) => own) &&
      `${apart} of ${rows.length} intervals of single studies lie wholly on one side of ${formatNumber(reference)}.`,
    named.length > 0 && `Pooled: ${named.join("; ")}${pooled.length > 4 ? "; and more in the table" : ""}.`,
  );
}
