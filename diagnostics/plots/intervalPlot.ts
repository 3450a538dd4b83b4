/** Draws the estimates of many levels upright beside one another, each with its 50% and 95% interval. */
import type { Chart } from "./Chart.js";
import type { ForestRow } from "./ForestRow.js";
import { extentOf, leftAxis, leftAxisWidth, linearScale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { coordinate, fragment, type Markup } from "./parts/markup.js";
import { dots } from "./parts/points.js";
import { shortName } from "./parts/shortName.js";
import { lettering, openPath, segment } from "./parts/shapes.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { accent, fullWidth, ink, muted, rule, smallSize } from "./parts/theme.js";

/** Options of {@link intervalPlot}. */
export interface IntervalOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Value of no effect, drawn as a dashed line. */
  readonly reference?: number;
  /** In the order given, or by estimate from low to high; the latter unless told. */
  readonly order?: "given" | "estimate";
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Upright intervals ("caterpillar") for more levels than a forest plot has room for: three paths however many there are. Levels are named where the
 * names fit, else the first and the last; the table has all.
 */
export function intervalPlot(rows: readonly ForestRow[], options: IntervalOptions): Chart {
  const { width = fullWidth, height = 250, reference } = options;
  const known = rows.filter(({ estimate, outer }) => [estimate, ...outer].every(Number.isFinite));
  const ordered = options.order === "given" ? known : [...known].sort((a, b) => a.estimate - b.estimate);
  const [top, bottom] = [options.axisTitle === undefined ? 8 : 24, height - 26];
  const values = known.flatMap(({ estimate, outer }) => [estimate, ...outer]);
  const y = linearScale(
    extentOf([...values, ...(reference === undefined ? [] : [reference])]),
    [bottom - 4, top],
    0.02,
  );
  const left = leftAxisWidth(y);
  const step = (width - 8 - left) / Math.max(1, ordered.length);
  const xOf = (i: number): number => left + (i + 0.5) * step;
  const upright = (i: number, [low, high]: readonly [number, number]): string =>
    `M${coordinate(xOf(i))} ${coordinate(y(low))}V${coordinate(y(high))}`;

  return drawing({
    width,
    height,
    title: options.title,
    description: describe(ordered, rows.length, reference),
    table: {
      columns: ["name", "estimate", "2.5%", "25%", "75%", "97.5%"],
      rows: [...ordered, ...rows.filter((row) => !known.includes(row))].map(({ label, estimate, inner, outer }) => [
        label,
        estimate,
        outer[0],
        inner?.[0] ?? NaN,
        inner?.[1] ?? NaN,
        outer[1],
      ]),
    },
    marks: [
      options.axisTitle === undefined ? null : lettering(0, 9, options.axisTitle, { size: smallSize, fill: muted }),
      leftAxis(y, left, { right: width - 8 }),
      segment(left, bottom, width - 8, bottom, { stroke: rule }),
      reference === undefined
        ? null
        : segment(left, y(reference), width - 8, y(reference), { stroke: rule, dash: "4 3", width: 1.25 }),
      openPath(ordered.map(({ outer }, i) => upright(i, outer)).join(""), {
        stroke: accent,
        width: Math.max(0.75, Math.min(1.5, step * 0.4)),
      }),
      openPath(ordered.map(({ inner }, i) => (inner === undefined ? "" : upright(i, inner))).join(""), {
        stroke: accent,
        width: Math.max(1.5, Math.min(5, step * 0.6)),
      }),
      dots(
        ordered.map(({ estimate }, i) => [xOf(i), y(estimate)]),
        { fill: ink, size: Math.max(2, Math.min(6, step * 0.8)), grid: 0.1 },
      ),
      names(ordered, xOf, step, bottom),
      ordered.length === 0
        ? lettering(width / 2, (top + bottom) / 2, "no value", { anchor: "middle", fill: muted })
        : null,
    ],
  });
}

function names(rows: readonly ForestRow[], xOf: (i: number) => number, step: number, bottom: number): Markup {
  const widest = rows.reduce((most, { label }) => Math.max(most, textWidth(label, smallSize)), 0);
  const all = widest <= step - 6;
  const ends = rows.length < 2 ? [0] : [0, rows.length - 1];
  const limit = (rows.length * step) / 2 - 12;
  return fragment(
    rows.map(({ label }, i) => {
      if (!all && !ends.includes(i)) return null;
      const shown = truncate(label, all ? step : limit, smallSize);
      const anchor = all || rows.length < 2 ? "middle" : i === 0 ? "start" : "end";
      const x = anchor === "middle" ? xOf(i) : anchor === "start" ? xOf(0) - step / 2 : xOf(i) + step / 2;
      return lettering(x, bottom + 13, shown, {
        anchor,
        size: smallSize,
        fill: muted,
        ...(shown === label ? {} : { full: label }),
      });
    }),
  );
}

function describe(ordered: readonly ForestRow[], total: number, reference: number | undefined): string {
  if (ordered.length === 0) return "Intervals without values.";
  const text = ({ label, estimate, outer }: ForestRow): string =>
    `${shortName(label)} ${formatNumber(estimate)} [${formatNumber(outer[0])}, ${formatNumber(outer[1])}]`;
  const lowest = ordered.reduce((a, b) => (b.estimate < a.estimate ? b : a));
  const highest = ordered.reduce((a, b) => (b.estimate > a.estimate ? b : a));
  const excluding = ordered.filter(
    ({ outer }) => reference !== undefined && (outer[0] > reference || outer[1] < reference),
  );
  return [
    `${count(ordered.length, "estimate")} with 50% and 95% intervals.`,
    `Lowest: ${text(lowest)}; highest: ${text(highest)}.`,
    reference === undefined
      ? ""
      : `${excluding.length} of ${ordered.length} 95% intervals lie wholly on one side of ${formatNumber(reference)}.`,
    total > ordered.length ? `${count(total - ordered.length, "estimate")} without a value.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
