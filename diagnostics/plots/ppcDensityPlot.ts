/** Draws the density of a response over those of its replicates. */
import type { OutcomeKind, Replicates } from "../../engine/core/Replicates.js";
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import { boundedDensity, type Grid, type Support } from "../ppc/boundedDensity.js";
import { discreteness } from "../ppc/discreteness.js";
import type { Chart } from "./Chart.js";
import { curve, curvePath } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { element } from "./parts/markup.js";
import { middleOf } from "./parts/middleOf.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import type { Place } from "./parts/points.js";
import { replicateOf } from "./parts/replicateOf.js";
import { brief, sentences } from "./parts/sentences.js";
import { crowd, fullWidth, ink } from "./parts/theme.js";

/** Options of {@link ppcDensityPlot}. */
export interface PpcDensityOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Replicates drawn, 50 by default, evenly spread over those there are. */
  readonly curves?: number;
  /** A logarithmic axis for positive responses; by default where they span more than a factor of 50. */
  readonly log?: boolean;
  /** Pixels. */
  readonly width?: number;
}

const gridSize = 58;

/**
 * The observed density as a thick line over a thin one for each replicate. Densities end where the response must: at 0 for positive
 * ones, at 0 and 1 for proportions. Each replicate's path has `data-draw`. For responses with few distinct values the words warn, since
 * smoothing hides their steps; {@link ppcPlot} takes another figure then.
 *
 * @example ppcDensityPlot(replicates, { title: "Reaction times", axisTitle: "ms" });
 */
export function ppcDensityPlot(replicates: Replicates, options: PpcDensityOptions): Chart {
  const { width = fullWidth, curves = 50, axisTitle = replicates.name } = options;
  const height = width < 500 ? 260 : 300;
  const observed = replicates.observed.filter(Number.isFinite).sort();
  const rows = pickEvenly(replicates.draws.length, curves);
  const drawn = rows.map((row) => replicateOf(replicates, row).filter(Number.isFinite));
  const isLog = options.log ?? asksForLog(replicates.outcome, observed);
  const to = isLog ? log : (value: number): number => value;
  const from = isLog ? exp : (value: number): number => value;
  const support = isLog ? { low: -Infinity, high: Infinity } : supportOf(replicates.outcome);
  const known = isLog ? observed.filter((value) => value > 0) : observed;
  const transformed = drawn.map((values) => (isLog ? values.filter((value) => value > 0) : values).map(to));
  const grid = gridOf(known.map(to), transformed, support);
  const x = Array.from({ length: gridSize }, (_, i) => grid.from + i * grid.step);
  const own = boundedDensity(known.map(to), grid, support);
  const others = transformed.map((values) => boundedDensity(values, grid, support));
  const ranges = x.map((_, i) => middleOf(others.map((density) => density[i])));
  const peak = [own, ...others].reduce((most, density) => density.reduce((a, b) => Math.max(a, b), most), 0);
  const key = legend(
    [
      { label: "observed", colour: ink },
      { label: count(rows.length, "replicate"), colour: crowd },
    ],
    { left: 0, right: width, top: 0 },
  );
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: { domain: [from(x[0]), from(x[gridSize - 1])], log: isLog, title: axisTitle },
    y: { domain: [0, peak > 0 ? 1.04 * peak : 1], ticks: 3 },
  });
  const places = (density: Float64Array): readonly Place[] =>
    x.map((value, i) => [plot.x(from(value)), plot.y(density[i])]);

  return drawing({
    width,
    height,
    title: options.title,
    description: describe(replicates, { own, ranges, x: x.map(from), rows: rows.length, drawn, isLog }),
    table: {
      columns: [replicates.name, "observed density", "replicates 2.5%", "replicates 50%", "replicates 97.5%"],
      rows: x.map((value, i) => [from(value), own[i], ...ranges[i]]),
    },
    marks: [
      key.marks,
      plot.marks,
      element(
        "g",
        { fill: "none", stroke: crowd, "stroke-width": 1, "stroke-opacity": 0.55, "stroke-linejoin": "round" },
        others.map((density, k) =>
          element("path", { "data-draw": replicates.draws[rows[k]], d: curvePath(places(density)) }),
        ),
      ),
      curve(places(own), { stroke: ink, width: 2.5 }),
    ],
    panels: [{ kind: "curves", draws: rows.map((row) => replicates.draws[row]) }],
  });
}

/** Where a response of a kind ends. */
function supportOf(outcome: OutcomeKind): Support {
  if (outcome === "continuous") return { low: -Infinity, high: Infinity };
  return { low: 0, high: outcome === "proportion" ? 1 : Infinity };
}

function asksForLog(outcome: OutcomeKind, sorted: Float64Array): boolean {
  if (outcome !== "positive" || !(sorted[0] > 0)) return false;
  return quantileOfSorted(sorted, 0.99) > 50 * quantileOfSorted(sorted, 0.01);
}

/**
 * From the lowest to the highest of the observations and of the middle 99% of the replicates, but of those no more than the length of
 * the observations' range on either side: a few wild replicates must not squeeze what was observed to a spike.
 */
function gridOf(observed: Float64Array, drawn: readonly Float64Array[], support: Support): Grid {
  const pooled = Float64Array.from(drawn.flatMap((values) => Array.from(values))).sort();
  const all = observed.length > 0 ? observed : pooled;
  let [low, high] = all.length > 0 ? [all[0], all[all.length - 1]] : [0, 1];
  if (pooled.length > 0) {
    const room = high > low ? high - low : Infinity;
    const [least, most] = [quantileOfSorted(pooled, 0.005), quantileOfSorted(pooled, 0.995)];
    [low, high] = [Math.min(low, Math.max(least, low - room)), Math.max(high, Math.min(most, high + room))];
  }
  if (!(high > low)) [low, high] = [low - 1, high + 1];
  const margin = 0.04 * (high - low);
  low = Math.max(low - margin, support.low);
  high = Math.min(high + margin, support.high);
  return { from: low, step: (high - low) / (gridSize - 1), count: gridSize };
}

interface Drawn {
  readonly own: Float64Array;
  /** 2.5%, 50% and 97.5% of the replicates' densities at each place. */
  readonly ranges: readonly (readonly number[])[];
  readonly x: readonly number[];
  readonly rows: number;
  readonly drawn: readonly Float64Array[];
  readonly isLog: boolean;
}

function describe({ name, observed, outcome }: Replicates, { own, ranges, x, rows, drawn, isLog }: Drawn): string {
  const known = observed.filter(Number.isFinite).length;
  if (known === 0) return `There are no observed values of ${brief(name)}.`;
  if (rows === 0)
    return `Density of ${count(known, "observed value")} of ${brief(name)}; there are no replicates to compare it with.`;
  const total = own.reduce((sum, height) => sum + height, 0);
  const excess = own.map((height, i) => Math.max(height - ranges[i][2], 0) - Math.max(ranges[i][0] - height, 0));
  const outside = own.reduce((sum, height, i) => sum + (excess[i] === 0 ? 0 : height), 0) / total;
  const most = excess.reduce((a, b, i) => (b > excess[a] ? i : a), 0);
  const least = excess.reduce((a, b, i) => (b < excess[a] ? i : a), 0);
  const ties = discreteness(observed);
  const beyond = drawn.reduce((sum, values) => sum + values.filter((v) => v < x[0] || v > x[x.length - 1]).length, 0);
  const all = drawn.reduce((sum, values) => sum + values.length, 0);
  return sentences(
    `Density of ${count(known, "observed value")} of ${brief(name)} over ${count(rows, "replicate")}${isLog ? ", on a logarithmic axis" : ""}.`,
    outcome === "positive" && !isLog && "Densities end at 0.",
    outcome === "proportion" && "Densities end at 0 and 1.",
    outside < 0.005
      ? "The observed density lies within the middle 95% of the replicates' everywhere."
      : `The observed density leaves the middle 95% of the replicates' where ${formatPercent(outside)} of the observations lie.`,
    outside >= 0.005 &&
      excess[most] > 0 &&
      `There are more observations than replicates near ${formatNumber(x[most])}.`,
    outside >= 0.005 && excess[least] < 0 && `There are fewer near ${formatNumber(x[least])}.`,
    beyond > 0.001 * all && `${formatPercent(beyond / all)} of the replicated values lie beyond the axis.`,
    ties.misleads &&
      `The observed values are not smooth: ${count(ties.distinct, "distinct value")}, ${formatPercent(ties.modeShare)} of them ${formatNumber(ties.mode)}. A density misleads here.`,
  );
}
