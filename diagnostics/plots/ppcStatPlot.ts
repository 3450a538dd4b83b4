/** Draws statistics of the observations in the distributions of the same statistics of replicates. */
import { middleOfReplicates } from "../ppc/middleOfReplicates.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, extentOf, linearScale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { formatReplicateShare } from "./parts/formatReplicateShare.js";
import { facets, type Cell } from "./parts/facets.js";
import { element, fragment, type Markup } from "./parts/markup.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import { brief, sentences } from "./parts/sentences.js";
import { lettering, segment } from "./parts/shapes.js";
import { truncate } from "./parts/textWidth.js";
import { accent, crowd, fontSize, fullWidth, ink, muted, paleAccent, second, smallSize } from "./parts/theme.js";

/** A statistic of the observations and of each replicate. */
export interface StatisticOfReplicates {
  readonly name: string;
  /** What it is called where `name` is short for it. */
  readonly words?: string;
  readonly observed: number;
  readonly replicated: Float64Array;
}

/** Options of {@link ppcStatPlot}. */
export interface PpcStatOptions {
  readonly title: string;
  /** Which draw each replicate was made of, so that those of chosen draws can be marked; some of them are ticks. */
  readonly draws?: ArrayLike<number>;
  /** Pixels. */
  readonly width?: number;
}

/** What is said of one statistic. */
interface Found {
  readonly name: string;
  readonly observed: number;
  readonly sorted: Float64Array;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Share of replicates above the observation, those equal to it counted half. */
  readonly p: number;
}

const cellHeight = 150;
/** Replicates that have a tick in each histogram. */
const mostTicks = 50;

/** A replicate: its place among the values of a statistic, and the draw that it was made of. */
interface Tick {
  readonly row: number;
  readonly draw: number;
}

/**
 * A histogram for each statistic of replicates with a line for the observed one. p is the share of replicates that exceed it, ties
 * counted half: near 0 or 1 where the model does not give such data. It is no significance level: the data were used twice.
 *
 * @param statistics as {@link ppcStatistics} gives them
 * @example ppcStatPlot(ppcStatistics(replicates), { title: "Statistics" });
 */
export function ppcStatPlot(statistics: readonly StatisticOfReplicates[], options: PpcStatOptions): Chart {
  const { width = fullWidth } = options;
  const found = statistics.map(summary);
  const rows = pickEvenly(options.draws?.length ?? 0, mostTicks);
  const ticks = rows.map((row): Tick => ({ row, draw: options.draws![row] }));
  const grid = facets(found.length, width, { least: 210, height: cellHeight });
  return drawing({
    width,
    height: found.length === 0 ? 40 : grid.height,
    title: options.title,
    description: describe(found),
    table: {
      columns: ["statistic", "observed", "replicates 2.5%", "replicates 50%", "replicates 97.5%", "p"],
      rows: found.map(({ name, observed, low, middle, high, p }) => [name, observed, low, middle, high, p]),
    },
    marks:
      found.length === 0
        ? lettering(width / 2, 20, "no statistics", { anchor: "middle", fill: muted })
        : found.map((statistic, k) => panel(statistic, statistics[k].replicated, ticks, grid.cells[k])),
    ...(ticks.length === 0 || found.length === 0
      ? {}
      : { panels: [{ kind: "curves", draws: ticks.map(({ draw }) => draw) }] }),
  });
}

function summary({ name, words = name, observed, replicated }: StatisticOfReplicates): Found {
  const sorted = replicated.filter(Number.isFinite).sort();
  const above = sorted.filter((value) => value > observed).length;
  const equal = sorted.filter((value) => value === observed).length;
  const { low, median: middle, high } = middleOfReplicates(sorted);
  const known = sorted.length > 0 && Number.isFinite(observed);
  return {
    name: words,
    observed,
    sorted,
    low,
    middle,
    high,
    p: known ? (above + equal / 2) / sorted.length : NaN,
  };
}

function isOutside({ observed, low, high }: Found): boolean {
  return observed < low || observed > high;
}

function panel(
  found: Found,
  replicated: Float64Array,
  ticks: readonly Tick[],
  { x: left, y: top, width }: Cell,
): Markup {
  const { name, observed, sorted, p } = found;
  const [from, to] = [left + 6, left + width - 14];
  const base = top + cellHeight - 34;
  const [low, high] = extentOf([...sorted, observed]);
  const bars = binsOf(sorted, [low, high]);
  // Bars of discrete values reach half a step beyond them.
  const x = linearScale(extentOf([low, high, ...bars.flatMap((bar) => [bar.from, bar.to])]), [from, to], 0.03);
  const most = bars.reduce((a, { n }) => Math.max(a, n), 1);
  const height = (n: number): number => ((base - top - 46) * n) / most;
  const colour = isOutside(found) ? second : ink;
  const label = truncate(name, width - 12, fontSize, true);
  const words = `observed ${formatNumber(observed)}, p ${formatReplicateShare(p, sorted.length)}`;
  const d = bars
    .filter(({ n }) => n > 0)
    .map((bar) => {
      const [a, b] = [x(bar.from), x(bar.to)];
      return `M${tenth(a)} ${tenth(base)}v${tenth(-height(bar.n))}h${tenth(Math.max(b - a - 1, 0.5))}V${tenth(base)}z`;
    })
    .join("");
  return fragment(
    lettering(left, top + 9, label, { weight: 600, ...(label === name ? {} : { full: name }) }),
    lettering(left, top + 26, truncate(words, width, smallSize), {
      size: smallSize,
      fill: colour === ink ? muted : second,
    }),
    d === "" ? null : element("path", { d, fill: paleAccent, stroke: accent, "stroke-width": 0.75 }),
    bottomAxis(x, base, { count: Math.max(3, Math.round(width / 90)) }),
    ticks.length === 0
      ? null
      : element(
          "g",
          { stroke: crowd, "stroke-width": 1 },
          ticks
            .filter(({ row }) => Number.isFinite(replicated[row]))
            .map(({ row, draw }) =>
              element("path", { "data-draw": draw, d: `M${tenth(x(replicated[row]))} ${tenth(base)}v-9` }),
            ),
        ),
    segment(x(observed), top + 40, x(observed), base, { stroke: colour, width: 2.5 }),
    Number.isFinite(observed)
      ? element("path", { d: `M${tenth(x(observed) - 5)} ${tenth(top + 37)}h10l-5 7z`, fill: colour })
      : null,
    sorted.length === 0
      ? lettering(left + width / 2, base - 30, "no replicates", { anchor: "middle", size: smallSize })
      : null,
  );
}

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

/** Bars of equal width over the axis; of few distinct values on an even grid one for each value. */
function binsOf(sorted: Float64Array, [low, high]: readonly [number, number]): readonly Bar[] {
  if (sorted.length === 0) return [];
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const gaps = Array.from(distinct.subarray(1), (value, i) => value - distinct[i]);
  const least = gaps.reduce((a, b) => Math.min(a, b), Infinity);
  const even = gaps.every((gap) => Math.abs(gap / least - Math.round(gap / least)) < 1e-6);
  const isDiscrete = distinct.length === 1 || (even && (high - low) / least <= 60);
  const step = isDiscrete && Number.isFinite(least) ? least : (high - low) / 26;
  const start = isDiscrete ? distinct[0] - step / 2 : low;
  const bars = Math.max(1, Math.ceil((sorted[sorted.length - 1] - start) / step + 1e-9));
  const table = new Float64Array(bars);
  for (const value of sorted) table[Math.min(bars - 1, Math.max(0, Math.floor((value - start) / step)))]++;
  return Array.from(table, (n, i) => ({ from: start + i * step, to: start + (i + 1) * step, n }));
}

/** p with as many digits as the number of replicates supports, and never 0 or 1. */
function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function describe(found: readonly Found[]): string {
  if (found.length === 0) return "There are no statistics to draw.";
  const outside = found.filter(isOutside);
  const words = ({ name, observed, low, high, p, sorted }: Found): string =>
    `${brief(name)} ${formatNumber(observed)} observed, ${formatNumber(low)} to ${formatNumber(high)} in 95% of replicates, p ${formatReplicateShare(p, sorted.length)}`;
  const first = (outside.length > 0 ? outside : found).slice(0, 6);
  return sentences(
    `${count(found.length, "statistic")} of the observations against ${count(Math.max(...found.map(({ sorted }) => sorted.length)), "replicate")}.`,
    outside.length === 0
      ? found.length === 1
        ? "It is what replicates have:"
        : "All lie within 95% of replicates:"
      : `${outside.length} of ${found.length} ${outside.length === 1 ? "lies" : "lie"} outside 95% of replicates:`,
    `${first.map(words).join("; ")}.`,
  );
}
