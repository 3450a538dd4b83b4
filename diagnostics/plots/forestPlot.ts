/** Draws estimates with their 50% and 95% intervals, one row each, against a reference. */
import type { Chart, ChartTable } from "./Chart.js";
import { arrangeRows, rowHeight, type ForestLine, type ForestRow } from "./ForestRow.js";
import type { Panel } from "./Panel.js";
import { bottomAxis, extentOf, linearScale, logScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatNumber } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { fragment, type Markup } from "./parts/markup.js";
import { spanOf } from "./PlotVariable.js";
import { box, lettering, marker, segment } from "./parts/shapes.js";
import { shortName } from "./parts/shortName.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { accent, alarm, band, chainColour, fontSize, fullWidth, muted, rule, smallSize } from "./parts/theme.js";

export type { ForestRow };

/** Options of {@link forestPlot}. */
export interface ForestOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Value of no effect, drawn as a dashed line. */
  readonly reference?: number;
  /** Region of practical equivalence, drawn as a band: effects within it do not matter in practice. */
  readonly rope?: readonly [number, number];
  /** Logarithmic for ratios; rows must then be positive. */
  readonly scale?: "linear" | "log";
  /** Cuts the axis: intervals that reach further end in an arrow. */
  readonly domain?: readonly [number, number];
  /** Print the interval at the right of each row; true by default. */
  readonly values?: boolean;
  /** Pixels. */
  readonly width?: number;
}

const largestLabel = 260;
/** An axis is never narrower, whatever the labels need. */
const narrowestAxis = 130;

/**
 * A forest plot.
 *
 * @example
 * forestPlot([{ label: "treatment", estimate: 0.52, inner: [0.4, 0.6], outer: [0.1, 0.9] }], { title: "Effects", reference: 0 });
 */
export function forestPlot(rows: readonly ForestRow[], options: ForestOptions): Chart {
  const { width = fullWidth, reference, rope } = options;
  const decimals = decimalsFor(rows);
  const series = [...new Set(rows.flatMap((row) => (row.series === undefined ? [] : [row.series])))];
  const columns = columnsFor(rows, options, decimals);
  const { labels, left, right, values } = columns;
  const key = legend(
    [
      ...series.map((label, k) => ({ label, colour: colourOf(k, series), marker: k })),
      ...(rope === undefined
        ? []
        : [{ label: `no practical difference: ${rangeText(rope)}`, colour: rule, fill: band, noLine: true }]),
    ],
    { left: 0, right: width, top: 0 },
  );
  const top = key.height + 12;
  const lines = arrangeRows(rows, top + 2);
  const bottom = lines.reduce((lowest, { y, height }) => Math.max(lowest, y + height / 2), top + rowHeight + 2) + 4;
  const scale = axisScale(rows, options, [left, right - 8]);

  return drawing({
    width,
    height: bottom + (options.axisTitle === undefined ? 26 : 44),
    title: options.title,
    description: describe(rows, options, decimals),
    table: tableOf(rows, series),
    panels: lines.flatMap(({ row, y, height }): Panel[] =>
      row?.variable === undefined
        ? []
        : [
            {
              kind: "interval",
              variable: row.variable,
              y,
              box: [left, y - height / 2, right - 8, y + height / 2],
              span: spanOf(scale.domain(), options.scale === "log"),
            },
          ],
    ),
    marks: [
      key.marks,
      rope === undefined ? null : ropeBand(rope, scale, top - 4, bottom),
      bottomAxis(scale, bottom, {
        top,
        ...(options.axisTitle === undefined ? {} : { title: options.axisTitle }),
        ...(reference === undefined ? {} : { keep: reference }),
      }),
      reference === undefined || !within(scale, reference)
        ? null
        : segment(scale(reference), top - 4, scale(reference), bottom, { stroke: rule, dash: "4 3", width: 1.25 }),
      lines.map((line) => {
        if (line.row === undefined) return heading(line.group, line.y, width);
        const k = Math.max(0, series.indexOf(line.row.series ?? ""));
        const look = { colour: colourOf(k, series), shape: k };
        return rowMarks(line, { scale, labels, width, values, decimals, look });
      }),
    ],
  });
}

interface Columns {
  readonly labels: number;
  readonly left: number;
  readonly right: number;
  readonly values: boolean;
}

/** Widths of labels, axis and printed intervals; on narrow drawings the latter are left to the table. */
function columnsFor(rows: readonly ForestRow[], options: ForestOptions, decimals: number): Columns {
  const { width = fullWidth } = options;
  const labels = Math.min(
    largestLabel,
    width * 0.36,
    rows.reduce((most, { label }) => Math.max(most, textWidth(label, fontSize)), 40) + 2,
  );
  const left = labels + 14;
  const texts = rows.reduce((most, row) => Math.max(most, textWidth(intervalText(row, decimals), smallSize)), 40) + 18;
  const values = (options.values ?? true) && width - left - texts >= narrowestAxis;
  return { labels, left, right: Math.max(left + 60, width - (values ? texts : 12)), values };
}

function axisScale(rows: readonly ForestRow[], options: ForestOptions, range: readonly [number, number]): Scale {
  const shown = options.domain ?? [
    ...rows.flatMap((row) => [row.estimate, ...row.outer]),
    ...(options.reference === undefined ? [] : [options.reference]),
    ...(options.rope ?? []),
  ];
  if (options.scale === "log") return logScale(shown, range).clamp(true);
  return linearScale(extentOf(shown), range, options.domain === undefined ? 0.03 : 0).clamp(true);
}

function colourOf(k: number, series: readonly string[]): string {
  return series.length < 2 ? accent : chainColour(k);
}

function ropeBand([low, high]: readonly [number, number], scale: Scale, top: number, bottom: number): Markup {
  const [from, to] = [scale(low), scale(high)];
  return fragment(
    box(from, top, to - from, bottom - top, band),
    [from, to].map((x) => segment(x, top, x, bottom, { stroke: rule, width: 0.75, dash: "1.5 3" })),
  );
}

function heading(name: string, y: number, width: number): Markup {
  const shown = truncate(name, width - 4, fontSize, true);
  return lettering(0, y, shown, { weight: 600, fill: muted, ...(shown === name ? {} : { full: name }) });
}

interface Look {
  readonly colour: string;
  readonly shape: number;
}

interface RowOptions {
  readonly scale: Scale;
  /** Pixels for the labels, and of the whole chart. */
  readonly labels: number;
  readonly width: number;
  readonly values: boolean;
  readonly decimals: number;
  readonly look: Look;
}

function rowMarks(
  { row, y, labelAt }: ForestLine,
  { scale, labels, width, values, decimals, look }: RowOptions,
): Markup {
  const label = truncate(row!.label, labels, fontSize);
  return fragment(
    labelAt === undefined
      ? null
      : lettering(labels, labelAt, label, { anchor: "end", ...(label === row!.label ? {} : { full: row!.label }) }),
    interval(row!, y, scale, look),
    values
      ? lettering(width - 4, y, intervalText(row!, decimals), { anchor: "end", size: smallSize, fill: muted })
      : null,
  );
}

function interval(row: ForestRow, y: number, scale: Scale, { colour, shape }: Look): Markup {
  const [low, high] = row.outer;
  if (!drawable(scale, low) || !drawable(scale, high) || !drawable(scale, row.estimate)) {
    const [from, to] = scale.range();
    return lettering((from + to) / 2, y, "no value", { anchor: "middle", size: smallSize, fill: alarm });
  }
  return fragment(
    segment(scale(low), y, scale(high), y, { stroke: colour, width: 1.5 }),
    row.inner === undefined
      ? null
      : box(scale(row.inner[0]), y - 3, scale(row.inner[1]) - scale(row.inner[0]), 6, colour),
    beyond(scale, low) ? arrow(scale(low), y, -1, colour) : null,
    beyond(scale, high) ? arrow(scale(high), y, 1, colour) : null,
    beyond(scale, row.estimate) ? null : marker(shape, scale(row.estimate), y, colour, 64),
  );
}

function arrow(x: number, y: number, direction: 1 | -1, stroke: string): Markup {
  return fragment(
    segment(x, y, x - 6 * direction, y - 4, { stroke, width: 1.5 }),
    segment(x, y, x - 6 * direction, y + 4, { stroke, width: 1.5 }),
  );
}

function drawable(scale: Scale, value: number): boolean {
  // A logarithmic axis has no place for zero or less.
  return Number.isFinite(value) && (scale.domain()[0] <= 0 || value > 0 || !isLog(scale));
}

function isLog(scale: Scale): boolean {
  return "base" in scale;
}

function within(scale: Scale, value: number): boolean {
  return drawable(scale, value) && !beyond(scale, value);
}

function beyond(scale: Scale, value: number): boolean {
  const [low, high] = scale.domain();
  return value < low || value > high;
}

/** `0.52 [0.11, 0.93]`. */
function intervalText(row: ForestRow, decimals: number): string {
  if (row.text !== undefined) return row.text;
  return `${formatFixed(row.estimate, decimals)} [${formatFixed(row.outer[0], decimals)}, ${formatFixed(row.outer[1], decimals)}]`;
}

/** Decimals for all rows alike, so that the narrowest interval still shows two digits of its width. */
function decimalsFor(rows: readonly ForestRow[]): number {
  const widths = rows.map(({ outer }) => outer[1] - outer[0]).filter((width) => width > 0 && Number.isFinite(width));
  const narrowest = widths.reduce((a, b) => Math.min(a, b), Infinity);
  let decimals = widths.length === 0 ? 2 : 0;
  for (let unit = 1; narrowest < 50 * unit && decimals < 6; unit /= 10) decimals++;
  return decimals;
}

function tableOf(rows: readonly ForestRow[], series: readonly string[]): ChartTable {
  const models = series.length > 0;
  return {
    columns: ["name", ...(models ? ["model"] : []), "estimate", "2.5%", "25%", "75%", "97.5%"],
    rows: rows.map((row) => [
      row.group === undefined ? row.label : `${row.group}: ${row.label}`,
      ...(models ? [row.series ?? ""] : []),
      row.estimate,
      row.outer[0],
      row.inner?.[0] ?? NaN,
      row.inner?.[1] ?? NaN,
      row.outer[1],
    ]),
  };
}

function rangeText([low, high]: readonly [number, number]): string {
  return `${formatNumber(low)} to ${formatNumber(high)}`;
}

function describe(rows: readonly ForestRow[], { reference, rope }: ForestOptions, decimals: number): string {
  if (rows.length === 0) return "Forest plot without rows.";
  const count95 = (holds: (low: number, high: number) => boolean): number =>
    rows.filter(({ outer }) => holds(outer[0], outer[1])).length;
  const named = (row: ForestRow): string =>
    `${shortName(row.label)}${row.series === undefined ? "" : ` (${shortName(row.series)})`}`;
  const first = rows.slice(0, 6).map((row) => `${named(row)} ${intervalText(row, decimals)}`);
  return [
    `Forest plot of ${count(rows.length, "estimate")} with 50% and 95% intervals.`,
    reference === undefined
      ? ""
      : `${count95((low, high) => low > reference || high < reference)} of ${rows.length} 95% intervals lie wholly on one side of ${formatNumber(reference)}.`,
    rope === undefined
      ? ""
      : `${count95((low, high) => low >= rope[0] && high <= rope[1])} of ${rows.length} lie wholly inside the region of no practical difference, ${rangeText(rope)}, and ${count95((low, high) => low > rope[1] || high < rope[0])} wholly outside.`,
    `${first.join("; ")}${rows.length > 6 ? "; and more in the table" : ""}.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
