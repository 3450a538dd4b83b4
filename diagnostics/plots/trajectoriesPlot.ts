/** Draws the course of each group along a predictor, with its data. */
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import {
  domainsOf,
  ends,
  reachingBeyond,
  type Course,
  type DrawnCourses,
  type Trajectory,
} from "./parts/drawnTrajectories.js";
import type { EffectChartPoint, EffectChartRow } from "./EffectChartData.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import { brief, listed, sentences } from "./parts/sentences.js";
import { fullWidth } from "./parts/theme.js";
import { trajectoriesTogether } from "./parts/trajectoriesTogether.js";
import { trajectoryPanels } from "./parts/trajectoryPanels.js";

/** The course of one level of a grouping. */
export interface ChartTrajectory {
  readonly level: string;
  readonly rows: readonly EffectChartRow[];
  readonly points?: readonly EffectChartPoint[];
}

/** Courses of all levels, as `groupTrajectories` gives them. */
export interface TrajectoryChartData {
  /** Names of the grouping and of the predictor. */
  readonly group: string;
  readonly along: string;
  /** What is expected, in words: `expected count`. */
  readonly response: string;
  readonly trajectories: readonly ChartTrajectory[];
}

/** Options of {@link trajectoriesPlot}. */
export interface TrajectoriesOptions {
  readonly title: string;
  /** The population's course, dashed. */
  readonly population?: readonly EffectChartRow[];
  /** A panel for each level, or all in one; panels up to 24 levels by default. */
  readonly layout?: "panels" | "together";
  /** Levels drawn, 60 by default; of more an even selection by estimate at the end. */
  readonly maxLevels?: number;
  /** Pixels. */
  readonly width?: number;
}

/**
 * The expected course of each level with its 95% interval and its data, in small panels with common axes, or all together as thin lines.
 * Levels are sorted by where they end. A level that reaches much further than data and other levels is cut at the edge of the axis, and named. Levels of a factor along the axis are numbered from 1.
 *
 * @example trajectoriesPlot(groupTrajectories(posterior, { group: "Subject" }), { title: "Sleep deprivation" });
 */
export function trajectoriesPlot(data: TrajectoryChartData, options: TrajectoriesOptions): Chart {
  const { group, along, response, trajectories } = data;
  const { width = fullWidth, maxLevels = 60, layout = trajectories.length <= 24 ? "panels" : "together" } = options;
  const factor = factorOf(data, options);
  const place = (x: number | string): number => (factor.length > 0 ? factor.indexOf(String(x)) + 1 : Number(x));
  const course = (rows: readonly EffectChartRow[]): Course => {
    const sorted = [...rows].sort((a, b) => place(a.x) - place(b.x));
    return {
      x: sorted.map(({ x }) => place(x)),
      estimate: sorted.map(({ median }) => median),
      low: sorted.map((row) => row["q2.5"]),
      high: sorted.map((row) => row["q97.5"]),
    };
  };
  const sorted = trajectories
    .map(({ level, rows, points = [] }): Trajectory => ({
      level,
      ...course(rows),
      observed: points.map(({ x, y }) => ({ x: place(x), y })),
    }))
    .sort((a, b) => endOf(b) - endOf(a) || 0);
  const shown = pickEvenly(sorted.length, maxLevels).map((i) => sorted[i]);
  const drawn: DrawnCourses = {
    group,
    along: factor.length === 0 ? along : `${along}: ${factor.map((level, i) => `${i + 1} ${level}`).join(", ")}`,
    response,
    factor,
    ...(options.population === undefined ? {} : { course: course(options.population) }),
  };
  const beyond = reachingBeyond(shown, domainsOf(shown, drawn, layout === "panels"), layout === "panels");
  const body = (layout === "panels" ? trajectoryPanels : trajectoriesTogether)(shown, drawn, width);
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: sentences(describe(sorted, shown.length, { ...drawn, along }), cutWords(beyond)),
    table: {
      columns: [group, along, response, "2.5%", "97.5%"],
      rows: shown.flatMap(({ level, x, estimate, low, high }) =>
        ends(x.length, 5).map((i) => [level, factor[x[i] - 1] ?? x[i], estimate[i], low[i], high[i]]),
      ),
    },
    marks: body.marks,
  });
}

/** Levels of a predictor that is no number, in the order in which they occur. */
function factorOf({ trajectories }: TrajectoryChartData, { population = [] }: TrajectoriesOptions): readonly string[] {
  const all = [...population, ...trajectories.flatMap(({ rows }) => rows)].map(({ x }) => x);
  return all.some((x) => typeof x === "string") ? [...new Set(all.map(String))] : [];
}

function endOf({ estimate }: Course): number {
  const last = estimate[estimate.length - 1] ?? NaN;
  return Number.isFinite(last) ? last : -1e300;
}

/** Names those that the axis does not hold. */
function cutWords(beyond: readonly Trajectory[]): string {
  if (beyond.length === 0) return "";
  const named = beyond.slice(0, 5).map(({ level }) => brief(level));
  const others = beyond.length > named.length ? [`${beyond.length - named.length} more`] : [];
  return `The axis ends before the course or interval of ${listed([...named, ...others])}, which is cut at its edge.`;
}

function describe(
  sorted: readonly Trajectory[],
  shown: number,
  { along, response, group, course: population }: DrawnCourses,
): string {
  if (sorted.length === 0) return "There are no levels to draw.";
  const changeOf = ({ estimate }: Course): number => estimate[estimate.length - 1] - estimate[0];
  const changes = sorted.filter((trajectory) => Number.isFinite(changeOf(trajectory)));
  const rising = changes.filter((trajectory) => changeOf(trajectory) > 0).length;
  const most = changes.reduce((a, b) => (changeOf(b) > changeOf(a) ? b : a), changes[0]!);
  const least = changes.reduce((a, b) => (changeOf(b) < changeOf(a) ? b : a), changes[0]!);
  const signed = (value: number): string => `${value > 0 ? "+" : ""}${formatNumber(value)}`;
  return sentences(
    `${brief(response).charAt(0).toUpperCase()}${brief(response).slice(1)} along ${brief(along)} of ${count(sorted.length, "level")} of ${brief(group)}.`,
    changes.length > 1 &&
      `From one end to the other ${rising} rise and ${changes.length - rising} do not; the change is from ${signed(changeOf(least))} (${brief(least.level)}) to ${signed(changeOf(most))} (${brief(most.level)}).`,
    population !== undefined && `That of the population is ${signed(changeOf(population))}.`,
    shown < sorted.length && `Drawn are ${shown} of them, evenly chosen from highest to lowest.`,
  );
}
