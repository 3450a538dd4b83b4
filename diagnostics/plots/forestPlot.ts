/** Draws estimates with their 50% and 95% intervals, one row each, against a reference. */
import type { Chart } from "./Chart.js";
import { bottomAxis, extentOf, linearScale, logScale, type Scale } from "./axes.js";
import { drawing } from "./drawing.js";
import { count, formatFixed, formatNumber } from "./formatNumber.js";
import { fragment, type Markup } from "./markup.js";
import { box, lettering, marker, segment } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { accent, alarm, fontSize, fullWidth, muted, rule, smallSize } from "./theme.js";

/** One row: a point with an inner (50%) and an outer (95%) interval, on the scale of the axis. */
export interface ForestRow {
  readonly label: string;
  readonly estimate: number;
  readonly inner?: readonly [number, number];
  readonly outer: readonly [number, number];
  /** Printed at the right, `0.52 [0.11, 0.93]` when absent. */
  readonly text?: string;
  /** Rows of one group follow each other under its name. */
  readonly group?: string;
}

/** Options of {@link forestPlot}. */
export interface ForestOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Value of no effect, drawn as a dashed line. */
  readonly reference?: number;
  /** Logarithmic for ratios; rows must then be positive. */
  readonly scale?: "linear" | "log";
  /** Cuts the axis: intervals that reach further end in an arrow. */
  readonly domain?: readonly [number, number];
  /** Print the interval at the right of each row; true by default. */
  readonly values?: boolean;
  /** Pixels. */
  readonly width?: number;
}

const rowHeight = 24;
const largestLabel = 260;

/**
 * A forest plot.
 *
 * @example
 * forestPlot([{ label: "treatment", estimate: 0.52, inner: [0.4, 0.6], outer: [0.1, 0.9] }], { title: "Effects", reference: 0 });
 */
export function forestPlot(rows: readonly ForestRow[], options: ForestOptions): Chart {
  const { width = fullWidth, values = true } = options;
  const decimals = decimalsFor(rows);
  const lines = arrange(rows);
  const labels = labelWidth(lines);
  const texts = values
    ? rows.reduce((most, row) => Math.max(most, textWidth(intervalText(row, decimals), smallSize)), 40) + 18
    : 12;
  const left = labels + 14;
  const right = Math.max(left + 120, width - texts);
  const top = 12;
  const bottom = top + Math.max(lines.length, 1) * rowHeight + 6;
  const scale = axisScale(rows, options, [left, right - 8]);
  const { reference } = options;

  return drawing({
    width,
    height: bottom + (options.axisTitle === undefined ? 26 : 44),
    title: options.title,
    description: describe(rows, options, decimals),
    table: {
      columns: ["name", "estimate", "2.5%", "25%", "75%", "97.5%"],
      rows: rows.map((row) => [
        row.group === undefined ? row.label : `${row.group}: ${row.label}`,
        row.estimate,
        row.outer[0],
        row.inner?.[0] ?? NaN,
        row.inner?.[1] ?? NaN,
        row.outer[1],
      ]),
    },
    marks: [
      bottomAxis(scale, bottom, {
        top,
        ...(options.axisTitle === undefined ? {} : { title: options.axisTitle }),
        ...(reference === undefined ? {} : { keep: reference }),
      }),
      reference === undefined || !within(scale, reference)
        ? null
        : segment(scale(reference), top - 4, scale(reference), bottom, { stroke: rule, dash: "4 3", width: 1.25 }),
      lines.map((line, i) => {
        const y = top + (i + 0.5) * rowHeight + 2;
        return line.row === undefined
          ? heading(line.group, y)
          : row(line.row, y, { scale, labels, width, values, decimals });
      }),
    ],
  });
}

type Line = { readonly group: string; readonly row?: ForestRow };

/** Rows in order, with a heading line before each new group. */
function arrange(rows: readonly ForestRow[]): readonly Line[] {
  const lines: Line[] = [];
  let current: string | undefined;
  for (const row of rows) {
    if (row.group !== undefined && row.group !== current) lines.push({ group: row.group });
    current = row.group;
    lines.push({ group: row.group ?? "", row });
  }
  return lines;
}

function labelWidth(lines: readonly Line[]): number {
  const widths = lines.filter((line) => line.row !== undefined).map((line) => textWidth(line.row!.label, fontSize));
  return Math.min(largestLabel, widths.reduce((a, b) => Math.max(a, b), 40) + 2);
}

function axisScale(rows: readonly ForestRow[], options: ForestOptions, range: readonly [number, number]): Scale {
  const shown = options.domain ?? [
    ...rows.flatMap((row) => [row.estimate, ...row.outer]),
    ...(options.reference === undefined ? [] : [options.reference]),
  ];
  if (options.scale === "log") return logScale(shown, range).clamp(true);
  return linearScale(extentOf(shown), range, options.domain === undefined ? 0.03 : 0).clamp(true);
}

function heading(name: string, y: number): Markup {
  return lettering(0, y, name, { weight: 600, fill: muted });
}

interface RowOptions {
  readonly scale: Scale;
  /** Pixels for the labels, and of the whole chart. */
  readonly labels: number;
  readonly width: number;
  readonly values: boolean;
  readonly decimals: number;
}

function row(row: ForestRow, y: number, { scale, labels, width, values, decimals }: RowOptions): Markup {
  const label = truncate(row.label, labels, fontSize);
  return fragment(
    lettering(labels, y, label, { anchor: "end", ...(label === row.label ? {} : { full: row.label }) }),
    interval(row, y, scale),
    values
      ? lettering(width - 4, y, intervalText(row, decimals), { anchor: "end", size: smallSize, fill: muted })
      : null,
  );
}

function interval(row: ForestRow, y: number, scale: Scale): Markup {
  const [low, high] = row.outer;
  if (!drawable(scale, low) || !drawable(scale, high) || !drawable(scale, row.estimate)) {
    const [from, to] = scale.range();
    return lettering((from + to) / 2, y, "no value", { anchor: "middle", size: smallSize, fill: alarm });
  }
  return fragment(
    segment(scale(low), y, scale(high), y, { stroke: accent, width: 1.5 }),
    row.inner === undefined
      ? null
      : box(scale(row.inner[0]), y - 3, scale(row.inner[1]) - scale(row.inner[0]), 6, accent),
    beyond(scale, low) ? arrow(scale(low), y, -1) : null,
    beyond(scale, high) ? arrow(scale(high), y, 1) : null,
    beyond(scale, row.estimate) ? null : marker(0, scale(row.estimate), y, accent, 64),
  );
}

function arrow(x: number, y: number, direction: 1 | -1): Markup {
  return fragment(
    segment(x, y, x - 6 * direction, y - 4, { stroke: accent, width: 1.5 }),
    segment(x, y, x - 6 * direction, y + 4, { stroke: accent, width: 1.5 }),
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

function describe(rows: readonly ForestRow[], { reference }: ForestOptions, decimals: number): string {
  if (rows.length === 0) return "Forest plot without rows.";
  const excluding = rows.filter(
    (row) => reference !== undefined && (row.outer[0] > reference || row.outer[1] < reference),
  );
  const first = rows.slice(0, 6).map((row) => `${row.label} ${intervalText(row, decimals)}`);
  return [
    `Forest plot of ${count(rows.length, "estimate")} with 50% and 95% intervals.`,
    reference === undefined
      ? ""
      : `${excluding.length} of ${rows.length} 95% intervals lie wholly on one side of ${formatNumber(reference)}.`,
    `${first.join("; ")}${rows.length > 6 ? "; and more in the table" : ""}.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
