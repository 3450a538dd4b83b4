/** Draws the course of each group along a predictor, with its data. */
import type { Chart } from "./Chart.js";
import { bottomAxis, extentOf, leftAxis, leftAxisWidth, linearScale, type Scale } from "./axes.js";
import { bands, curve, curves, type Band } from "./curves.js";
import { drawing } from "./drawing.js";
import { count, formatNumber } from "./formatNumber.js";
import { frame } from "./frame.js";
import { legend } from "./legend.js";
import { element, fragment, type Markup } from "./markup.js";
import { pickEvenly } from "./pickEvenly.js";
import { dots, type Place } from "./points.js";
import { brief, sentences } from "./sentences.js";
import { lettering, segment } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { accent, crowd, faint, fullWidth, ink, muted, paleAccent, rule, second, smallSize } from "./theme.js";

/** A course: ascending places, the expected response at each, and its 95% interval. */
export interface ChartCourse {
  readonly x: ArrayLike<number>;
  readonly estimate: ArrayLike<number>;
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

/** The course of one level of a grouping. */
export interface ChartTrajectory extends ChartCourse {
  readonly level: string;
  readonly observed?: readonly { readonly x: number; readonly y: number }[];
}

/** Options of {@link trajectoriesPlot}. */
export interface TrajectoriesOptions {
  readonly title: string;
  /** Names of the predictor, the response, and the grouping. */
  readonly along: string;
  readonly response: string;
  readonly group: string;
  /** The population's course, dashed. */
  readonly population?: ChartCourse;
  /** A panel for each level, or all in one; panels up to 24 levels by default. */
  readonly layout?: "panels" | "together";
  /** Levels drawn, 60 by default; of more an even selection by estimate at the end. */
  readonly maxLevels?: number;
  /** Pixels. */
  readonly width?: number;
}

/**
 * The expected course of each level with its 95% interval and its data, in small panels with common axes, or all together as thin lines.
 * Levels are sorted by where they end.
 *
 * @example trajectoriesPlot(levels, { title: "Sleep deprivation", along: "Days", response: "Reaction", group: "Subject" });
 */
export function trajectoriesPlot(trajectories: readonly ChartTrajectory[], options: TrajectoriesOptions): Chart {
  const { width = fullWidth, maxLevels = 60, layout = trajectories.length <= 24 ? "panels" : "together" } = options;
  const sorted = [...trajectories].sort((a, b) => endOf(b) - endOf(a));
  const shown = pickEvenly(sorted.length, maxLevels).map((i) => sorted[i]);
  const body = (layout === "panels" ? panels : together)(shown, options, width);
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describe(sorted, shown.length, options),
    table: {
      columns: [options.group, options.along, options.response, "2.5%", "97.5%"],
      rows: shown.flatMap(({ level, x, estimate, low, high }) =>
        pickEvenly(x.length, 5).map((i) => [level, x[i], estimate[i], low?.[i] ?? NaN, high?.[i] ?? NaN]),
      ),
    },
    marks: body.marks,
  });
}

function endOf({ estimate }: ChartCourse): number {
  const last = estimate[estimate.length - 1] ?? NaN;
  return Number.isFinite(last) ? last : -Infinity;
}

interface Body {
  readonly marks: Markup;
  readonly height: number;
}

/** Common axes: all courses and intervals, and the data. */
function domainsOf(shown: readonly ChartTrajectory[], { population }: TrajectoriesOptions, withIntervals: boolean) {
  const courses: readonly ChartCourse[] = population === undefined ? shown : [...shown, population];
  const points = shown.flatMap(({ observed = [] }) => observed);
  return {
    x: extentOf([...courses.flatMap(({ x }) => Array.from(x)), ...points.map(({ x }) => x)]),
    y: extentOf([
      ...courses.flatMap(({ estimate }) => Array.from(estimate)),
      ...(withIntervals ? shown.flatMap(({ low = [], high = [] }) => [...Array.from(low), ...Array.from(high)]) : []),
      ...points.map(({ y }) => y),
    ]),
  };
}

function placesOf({ x, estimate }: ChartCourse, toX: Scale, toY: Scale, most = 24): readonly Place[] {
  return ends(x.length, most).map((i): Place => [toX(x[i]), toY(estimate[i])]);
}

/** Evenly spaced, both ends included. */
function ends(n: number, most: number): readonly number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, k) => Math.round((k * (n - 1)) / (most - 1)));
}

function panels(shown: readonly ChartTrajectory[], options: TrajectoriesOptions, width: number): Body {
  const { along, response, population } = options;
  const key = legend(
    [
      { label: "expected, 95% interval", colour: accent, fill: paleAccent },
      { label: "observed", colour: ink, marker: 0, noLine: true },
      ...(population === undefined ? [] : [{ label: "population", colour: rule, dash: "5 4" }]),
    ],
    { left: 0, right: width, top: 0 },
  );
  const domains = domainsOf(shown, options, true);
  const gap = 8;
  const axis = leftAxisWidth(linearScale(domains.y, [100, 0], 0.05), 3) + 4;
  const columns = Math.max(1, Math.min(shown.length, Math.floor((width - axis + gap) / (104 + gap))));
  const cell = (width - axis - (columns - 1) * gap - 4) / columns;
  const [header, height] = [17, 96];
  const top = key.height + 20;
  const cells = shown.map((trajectory, k) => {
    const left = axis + (k % columns) * (cell + gap);
    const upper = top + Math.floor(k / columns) * (header + height + 4) + header;
    const lower = upper + height - 6;
    return {
      trajectory,
      left,
      upper,
      lower,
      x: linearScale(domains.x, [left, left + cell], 0.03),
      y: linearScale(domains.y, [lower, upper], 0.05),
      isFirst: k % columns === 0,
      // Of the last row, and above an empty place in it.
      isLowest: k + columns >= shown.length,
    };
  });
  const bottom = top + Math.ceil(shown.length / columns) * (header + height + 4);
  // All panels share one path of each kind, which keeps sixty of them small.
  return {
    height: bottom + 38,
    marks: fragment(
      key.marks,
      lettering(0, key.height + 8, truncate(response, width, smallSize), { fill: muted, size: smallSize }),
      bands(cells.flatMap(bandOf), paleAccent),
      element("path", {
        d: cells
          .map(
            ({ left, upper, lower }) =>
              `M${tenth(left)} ${tenth(upper)}h${tenth(cell)}v${lower - upper}h${tenth(-cell)}z`,
          )
          .join(""),
        fill: "none",
        stroke: faint,
      }),
      population === undefined
        ? null
        : curves(
            cells.map(({ x, y }) => placesOf(population, x, y)),
            { stroke: rule, dash: "5 4", width: 1.25 },
          ),
      curves(
        cells.map(({ trajectory, x, y }) => placesOf(trajectory, x, y)),
        { stroke: accent, width: 2 },
      ),
      dots(
        cells.flatMap(({ trajectory: { observed = [] }, x, y }) =>
          pickEvenly(observed.length, shown.length > 24 ? 12 : 30).map((i): Place => [
            x(observed[i].x),
            y(observed[i].y),
          ]),
        ),
        { fill: ink, size: 4 },
      ),
      cells.map(({ isFirst, isLowest, x, y, left, lower }) => [
        isFirst ? leftAxis(y, left, { count: 3 }) : null,
        isLowest ? bottomAxis(x, lower, { count: 3 }) : null,
      ]),
      element(
        "g",
        { "font-size": smallSize, "font-weight": 600 },
        cells.map(({ trajectory: { level }, left, upper }) => {
          const label = truncate(level, cell, smallSize, true);
          return lettering(left, upper - header + 8, label, {
            inheritedSize: smallSize,
            ...(label === level ? {} : { full: level }),
          });
        }),
      ),
      lettering(width / 2, bottom + 26, truncate(along, width, smallSize), {
        anchor: "middle",
        fill: muted,
        size: smallSize,
      }),
    ),
  };
}

function bandOf({
  trajectory: { x: at, low, high },
  x,
  y,
}: {
  trajectory: ChartTrajectory;
  x: Scale;
  y: Scale;
}): readonly Band[] {
  if (low === undefined || high === undefined) return [];
  const shown = ends(at.length, 24);
  return [{ x: shown.map((i) => x(at[i])), low: shown.map((i) => y(low[i])), high: shown.map((i) => y(high[i])) }];
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function together(shown: readonly ChartTrajectory[], options: TrajectoriesOptions, width: number): Body {
  const { along, response, population, group } = options;
  const height = width < 500 ? 300 : 360;
  const key = legend(
    [
      { label: `${count(shown.length, "level")} of ${group}`, colour: crowd },
      ...(population === undefined ? [] : [{ label: "population", colour: ink, dash: "5 4" }]),
      { label: "highest and lowest at the end", colour: second },
    ],
    { left: 0, right: width, top: 0 },
  );
  const domains = domainsOf(shown, options, false);
  const extremes = shown.length > 1 ? [shown[0], shown[shown.length - 1]] : shown;
  const room = Math.min(
    0.25 * width,
    extremes.reduce((most, { level }) => Math.max(most, textWidth(level, smallSize)), 0) + 12,
  );
  const plot = frame({
    y0: key.height,
    width: width - room,
    height: height - key.height,
    x: { domain: domains.x, padding: 0.01, title: along },
    y: { domain: domains.y, padding: 0.03, title: response },
  });
  const points = shown.flatMap(({ observed = [] }) => observed);
  return {
    height,
    marks: fragment(
      key.marks,
      plot.marks,
      dots(
        pickEvenly(points.length, 600).map((i): Place => [plot.x(points[i].x), plot.y(points[i].y)]),
        { fill: crowd, size: 2.5, opacity: 0.5 },
      ),
      curves(
        shown.map((trajectory) => placesOf(trajectory, plot.x, plot.y)),
        { stroke: crowd, width: 1.25, opacity: 0.8 },
      ),
      population === undefined
        ? null
        : curve(placesOf(population, plot.x, plot.y), { stroke: ink, width: 2.5, dash: "5 4" }),
      curves(
        extremes.map((trajectory) => placesOf(trajectory, plot.x, plot.y)),
        { stroke: second, width: 2 },
      ),
      extremes.map(({ level, estimate }, k) => {
        const y = plot.y(estimate[estimate.length - 1]);
        const text = truncate(level, room - 10, smallSize);
        // The lower name gives way where the two would overlap.
        const place = k === 0 ? y : Math.max(y, plot.y(endOf(extremes[0])) + 15);
        return [
          segment(plot.x(domains.x[1]), y, plot.right + 5, place, { stroke: second }),
          lettering(plot.right + 8, place, text, {
            size: smallSize,
            fill: second,
            ...(text === level ? {} : { full: level }),
          }),
        ];
      }),
    ),
  };
}

function describe(
  sorted: readonly ChartTrajectory[],
  shown: number,
  { along, response, group, population }: TrajectoriesOptions,
): string {
  if (sorted.length === 0) return "There are no levels to draw.";
  const changeOf = ({ estimate }: ChartCourse): number => estimate[estimate.length - 1] - estimate[0];
  const changes = sorted.filter((trajectory) => Number.isFinite(changeOf(trajectory)));
  const rising = changes.filter((trajectory) => changeOf(trajectory) > 0).length;
  const most = changes.reduce((a, b) => (changeOf(b) > changeOf(a) ? b : a), changes[0]!);
  const least = changes.reduce((a, b) => (changeOf(b) < changeOf(a) ? b : a), changes[0]!);
  const signed = (value: number): string => `${value > 0 ? "+" : ""}${formatNumber(value)}`;
  return sentences(
    `Expected ${brief(response)} along ${brief(along)} of ${count(sorted.length, "level")} of ${brief(group)}.`,
    changes.length > 1 &&
      `From one end to the other ${rising} rise and ${changes.length - rising} do not; the change is from ${signed(changeOf(least))} (${brief(least.level)}) to ${signed(changeOf(most))} (${brief(most.level)}).`,
    population !== undefined && `That of the population is ${signed(changeOf(population))}.`,
    shown < sorted.length && `Drawn are ${shown} of them, evenly chosen from highest to lowest.`,
  );
}
