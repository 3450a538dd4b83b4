/** Rows of names with what was observed beside the range of replicates: the body of several charts. */
import { bottomAxis, extentOf, linearScale } from "./axes.js";
import type { Legend } from "./legend.js";
import { legend } from "./legend.js";
import { element, fragment, type Markup } from "./markup.js";
import { polylines, type Place } from "./points.js";
import { box, group, lettering, openPath, type Stroke } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { accent, faint, fontSize, ink, muted, paleAccent, second, smallSize } from "./theme.js";

/** A row: what was observed, and the median, 50% and 95% intervals of replicates. */
export interface IntervalRow {
  readonly label: string;
  readonly observed: number;
  readonly middle: number;
  readonly inner?: readonly [number, number];
  readonly outer: readonly [number, number];
  /** Printed at the right, such as a number of observations. */
  readonly note?: string;
}

/** Where the rows are put, in pixels, and what they are called. */
export interface IntervalRowsOptions {
  readonly width: number;
  readonly axisTitle: string;
  /** Title of the notes at the right. */
  readonly noteTitle?: string;
  /** Bars from zero to what was observed, for frequencies. */
  readonly bars?: boolean;
  /** Marks below those of the rows, such as single replicates; `y` is the middle of the i-th row. */
  readonly behind?: (x: (value: number) => number, y: (i: number) => number) => Markup;
  /** Words in place of rows that are not drawn, below the row at `after`. */
  readonly gap?: { readonly after: number; readonly text: string };
}

const rowHeight = 20;

/** Whether what was observed lies outside the outer interval. */
export function liesOutside({ observed, outer: [low, high] }: IntervalRow): boolean {
  return observed < low || observed > high;
}

/** Rows with their key and axis. */
export function intervalRows(rows: readonly IntervalRow[], options: IntervalRowsOptions): Legend {
  const { width, bars = false } = options;
  const key = legend(
    [
      bars
        ? { label: "observed", colour: accent, fill: paleAccent, noLine: true }
        : { label: "observed", colour: ink, marker: 0, noLine: true },
      { label: rows.some(({ inner }) => inner) ? "replicates, 50% and 95%" : "replicates, 95%", colour: accent },
      { label: "observed, outside 95%", colour: second, marker: 3, noLine: true },
    ],
    { left: 0, right: width, top: 0 },
  );
  const labels = labelWidth(rows, width);
  const notes = noteWidth(rows, options);
  const left = labels + 12;
  const right = Math.max(left + 60, width - notes - 8);
  const top = key.height + (options.noteTitle === undefined ? 4 : 20);
  const bottom = top + Math.max(rows.length + (options.gap ? 1 : 0), 1) * rowHeight + 4;
  const shown = rows.flatMap((row) => [row.observed, ...row.outer]);
  const domain = extentOf(bars ? [0, ...shown] : shown);
  const x = linearScale(
    [domain[0], domain[1] + (bars ? 0.03 * (domain[1] - domain[0]) : 0)],
    [left, right],
    bars ? 0 : 0.04,
  );
  const yOf = (i: number): number =>
    top + (i + 0.5 + (options.gap !== undefined && i > options.gap.after ? 1 : 0)) * rowHeight;
  return {
    height: bottom + 44,
    marks: fragment(
      key.marks,
      options.noteTitle === undefined
        ? null
        : lettering(width - 2, key.height + 8, options.noteTitle, { anchor: "end", size: smallSize, fill: muted }),
      bottomAxis(x, bottom, {
        top,
        count: Math.max(3, Math.round(width / 130)),
        title: truncate(
          options.axisTitle,
          Math.max(60, Math.min(right - left, 2 * (width - (left + right) / 2))),
          fontSize,
        ),
      }),
      bars
        ? null
        : across(
            rows.map((_, i) => [left, right, yOf(i)] as const),
            { stroke: faint },
          ),
      bars ? rows.map((row, i) => box(x(0), yOf(i) - 6, x(row.observed) - x(0), 12, paleAccent, accent)) : null,
      options.behind?.(x, yOf),
      across(
        rows.map(({ outer }, i) => [x(outer[0]), x(outer[1]), yOf(i)] as const),
        { stroke: accent, width: 1.75 },
      ),
      across(
        rows.flatMap(({ inner }, i) => (inner === undefined ? [] : [[x(inner[0]), x(inner[1]), yOf(i)] as const])),
        { stroke: accent, width: 6 },
      ),
      openPath(
        polylines(
          rows.map(({ middle }, i): readonly Place[] => [
            [x(middle), yOf(i) - 5],
            [x(middle), yOf(i) + 5],
          ]),
        ),
        { stroke: accent, width: 1.75 },
      ),
      rows.map((row, i) => (bars && !liesOutside(row) ? null : observedMark(row, x(row.observed), yOf(i)))),
      rows.map((row, i) => {
        const label = truncate(row.label, labels, fontSize);
        return lettering(labels, yOf(i), label, { anchor: "end", ...(label === row.label ? {} : { full: row.label }) });
      }),
      group(
        { "font-size": smallSize, fill: muted },
        rows.map(({ note }, i) =>
          note === undefined ? null : lettering(width - 2, yOf(i), note, { anchor: "end", inheritedSize: smallSize }),
        ),
      ),
      options.gap === undefined
        ? null
        : lettering((left + right) / 2, yOf(options.gap.after) + rowHeight, options.gap.text, {
            anchor: "middle",
            size: smallSize,
            fill: muted,
          }),
    ),
  };
}

/** Horizontal lines of one kind, in one path. */
function across(lines: readonly (readonly [from: number, to: number, y: number])[], stroke: Stroke): Markup {
  return openPath(
    polylines(
      lines.map(([from, to, y]): readonly Place[] => [
        [from, y],
        [to, y],
      ]),
    ),
    stroke,
  );
}

function observedMark(row: IntervalRow, x: number, y: number): Markup {
  if (!liesOutside(row)) {
    return element("circle", { cx: x, cy: y, r: 3.5, fill: ink, stroke: "#fff", "stroke-width": 1 });
  }
  const [px, py] = [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
  if (!Number.isFinite(px)) return fragment();
  return element("path", { d: `M${px} ${py - 6}l6 6-6 6-6-6z`, fill: second, stroke: "#fff", "stroke-width": 1 });
}

function labelWidth(rows: readonly IntervalRow[], width: number): number {
  const widest = rows.reduce((most, { label }) => Math.max(most, textWidth(label, fontSize)), 24);
  return Math.min(widest + 2, Math.max(60, 0.32 * width));
}

function noteWidth(rows: readonly IntervalRow[], { noteTitle }: IntervalRowsOptions): number {
  if (noteTitle === undefined) return 0;
  return (
    rows.reduce((most, { note = "" }) => Math.max(most, textWidth(note, smallSize)), textWidth(noteTitle, smallSize)) +
    8
  );
}
