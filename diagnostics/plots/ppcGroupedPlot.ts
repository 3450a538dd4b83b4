/** Draws a statistic of each group of observations against the same of replicates. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { UserError } from "../../engine/core/UserError.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import type { ResponseStatistic } from "../ppc/PpcStatistic.js";
import { responseStatistic, statisticNames } from "../ppc/responseStatistics.js";
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { intervalRows, liesOutside, type IntervalRow } from "./parts/intervalRows.js";
import type { Place } from "./parts/points.js";
import { curvesPanel, mostCurves, replicateTicks, singleReplicates } from "./parts/replicateCurves.js";
import { replicateOf } from "./parts/replicateOf.js";
import { brief, listed, sentences } from "./parts/sentences.js";
import { fullWidth } from "./parts/theme.js";

/** Options of {@link ppcGroupedPlot}. */
export interface PpcGroupedOptions {
  readonly title: string;
  /** Name of the grouping; the first one where it is left out. */
  readonly group?: string;
  /** What is compared, by a name of {@link statisticNames}; the mean by default. */
  readonly statistic?: string;
  readonly axisTitle?: string;
  /** Levels drawn, 40 by default; of more, those that agree least. */
  readonly maxLevels?: number;
  /** Pixels. */
  readonly width?: number;
}

/**
 * One row for each level: the statistic of its observations as a point, over the median, 50% and 95% intervals of the statistic
 * of its replicates, with a tick for each of some of them (`data-draw`). Levels keep their order; of more than `maxLevels` those that lie farthest from their median come first.
 *
 * @throws UserError where the replicates have no such grouping, or where there is no such statistic
 * @example ppcGroupedPlot(replicates, { title: "By herd", group: "herd" });
 */
export function ppcGroupedPlot(replicates: Replicates, options: PpcGroupedOptions): Chart {
  const { width = fullWidth, maxLevels = 40 } = options;
  const statistic = statisticOf(options.statistic ?? "mean");
  const groups = replicates.groups ?? [];
  const grouping = options.group === undefined ? groups[0] : groups.find(({ name }) => name === options.group);
  if (grouping === undefined) {
    throw new UserError(
      groups.length === 0
        ? `replicates of ${replicates.name} carry no grouping: name one when they are made`
        : `unknown grouping: "${options.group}"; there are ${listed(groups.map(({ name }) => name))}`,
    );
  }
  const all = rowsOf(replicates, grouping, statistic);
  const rows = all.length <= maxLevels ? all : [...all].sort((a, b) => distance(b) - distance(a)).slice(0, maxLevels);
  // Ticks of fewer replicates where there are many levels, so that pages stay small.
  const single = singleReplicates(
    replicates,
    Math.max(10, Math.min(mostCurves, Math.floor(600 / Math.max(1, rows.length)))),
  );
  const body = intervalRows(rows, {
    width,
    behind: (x, y) => replicateTicks(replicates, single, (k) => rows.map(({ each }, i): Place => [x(each[k]), y(i)])),
    axisTitle: options.axisTitle ?? `${statistic.words} of ${replicates.name}`,
    noteTitle: "n",
    ...(rows.length === all.length || rows.length === 0
      ? {}
      : {
          gap: { after: rows.length - 1, text: `… ${count(all.length - rows.length, "level")} more, in the table …` },
        }),
  });
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describe(all, rows, grouping.name, statistic.words, replicates),
    table: {
      columns: [grouping.name, "n", `observed ${statistic.words}`, "2.5%", "25%", "50%", "75%", "97.5%"],
      rows: all.map(({ label, note, observed, outer, inner, middle }) => [
        label,
        Number(note),
        observed,
        outer[0],
        inner![0],
        middle,
        inner![1],
        outer[1],
      ]),
    },
    marks: body.marks,
    panels: [curvesPanel(replicates, single)],
  });
}

function statisticOf(name: string): ResponseStatistic {
  const statistic = responseStatistic(name);
  if (statistic !== undefined) return statistic;
  throw new UserError(`unknown statistic: "${name}"; there are ${listed(statisticNames)}, and quantiles such as q75`);
}

/** A level, with its statistic in each replicate. */
interface LevelRow extends IntervalRow {
  readonly each: Float64Array;
}

function rowsOf(
  replicates: Replicates,
  { codes, levels }: NonNullable<Replicates["groups"]>[number],
  { of }: ResponseStatistic,
): readonly LevelRow[] {
  const members = levels.map((): number[] => []);
  codes.forEach((code, i) => {
    if (Number.isFinite(replicates.observed[i])) members[code]?.push(i);
  });
  return levels.flatMap((label, level): LevelRow[] => {
    const rows = members[level];
    if (rows.length === 0) return [];
    const places = Int32Array.from(rows);
    const each = Float64Array.from(replicates.draws, (_, k) => of(replicateOf(replicates, k), places, replicates));
    const sorted = each.filter(Number.isFinite).sort();
    const at = (p: number): number => quantileOfSorted(sorted, p);
    return [
      {
        label,
        observed: of(replicates.observed, places, replicates),
        middle: at(0.5),
        inner: [at(0.25), at(0.75)],
        outer: [at(0.025), at(0.975)],
        note: String(rows.length),
        each,
      },
    ];
  });
}

/** From the median, in half lengths of the 95% interval. */
function distance({ observed, middle, outer: [low, high] }: IntervalRow): number {
  const reach = (high - low) / 2;
  const off = Math.abs(observed - middle);
  return Number.isNaN(off) ? -1 : off / (reach > 0 ? reach : 1e-300);
}

function describe(
  all: readonly IntervalRow[],
  drawn: readonly IntervalRow[],
  group: string,
  statistic: string,
  { name, draws }: Replicates,
): string {
  const outside = all.filter(liesOutside).sort((a, b) => distance(b) - distance(a));
  return sentences(
    `The ${statistic} of ${brief(name)} in ${count(all.length, "level")} of ${brief(group)}, against ${count(draws.length, "replicate")}.`,
    outside.length === 0
      ? "Every level lies within its 95% interval of replicates."
      : `${count(outside.length, "level")} ${outside.length === 1 ? "lies" : "lie"} outside ${outside.length === 1 ? "its" : "their"} 95% interval of replicates; about ${formatNumber(0.05 * all.length, 2)} would by chance.`,
    outside.length > 0 &&
      `Farthest off: ${outside
        .slice(0, 3)
        .map(
          ({ label, observed, outer: [low, high] }) =>
            `${brief(label)} (${formatNumber(observed)} observed, ${formatNumber(low)} to ${formatNumber(high)} replicated)`,
        )
        .join("; ")}.`,
    drawn.length < all.length && `Drawn are the ${drawn.length} levels that agree least.`,
  );
}
