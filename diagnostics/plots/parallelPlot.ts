/** Draws each posterior draw as a line through the axes of several variables, so that paths of divergent draws show. */
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import { mean, standardDeviation } from "../moments.js";
import type { Chart } from "./Chart.js";
import { concatenate } from "./parts/averageRanks.js";
import { extentOf, linearScale } from "./parts/axes.js";
import { chooseDraws, type ChosenDraws } from "./parts/chooseDraws.js";
import { describeDivergences, divergencePlace } from "./parts/divergencePlaces.js";
import { drawing } from "./parts/drawing.js";
import { finiteSorted } from "./parts/finiteSorted.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { element, type Markup } from "./parts/markup.js";
import { isLogarithmic, type PlotVariable } from "./PlotVariable.js";
import { polylines, type Place } from "./parts/points.js";
import { shortName } from "./parts/shortName.js";
import { lettering, openPath, segment, type Stroke } from "./parts/shapes.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { alarm, crowd, fullWidth, muted, rule, smallSize } from "./parts/theme.js";

/** Options of {@link parallelPlot}. */
export interface ParallelOptions {
  readonly title: string;
  /** 1 where the draw diverged, by chain. */
  readonly divergent?: readonly Float64Array[];
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** Corners of lines that one drawing holds, so that it stays below 25 KB. */
const mostCorners = 2600;
const mostLines = 200;
/** More would hide all other lines. */
const mostDivergent = 100;
/** So many paths, each half transparent, let lines that lie on one another darken. */
const layers = 8;
const longestName = 120;
/** Sds about the mean that an axis shows: further draws would squeeze all others. */
const reach = 5;

/**
 * Parallel coordinates: each variable is standardised to mean 0 and sd 1, its logarithm where `log` is set, and each draw is a line.
 * About 200 draws are shown, and as many of the divergent ones as there is room for, on top.
 *
 * @param variables of the same chains
 */
export function parallelPlot(variables: readonly PlotVariable[], options: ParallelOptions): Chart {
  const { width = fullWidth, divergent = [] } = options;
  const axes = variables.map(standardise);
  const [lowest, highest] = extentOf(axes.flatMap(({ low, high }) => [low, high]));
  const most = Math.max(20, Math.min(mostLines, Math.floor(mostCorners / 2 / Math.max(1, axes.length))));
  const drawn = chooseDraws(variables[0]?.chains ?? [], divergent, {
    plain: most,
    divergent: Math.min(most, mostDivergent),
  });
  const names = namesBelow(axes, width);
  const key = legend(
    [
      { label: "draw", colour: crowd },
      ...(drawn.totalDivergent > 0 ? [{ label: "divergent draw", colour: alarm }] : []),
    ],
    { left: 38, right: width, top: 0 },
  );
  const top = key.height + 8;
  const bottom = top + (options.height ?? 200);
  const z = linearScale([lowest, highest], [bottom, top], 0.02);
  const [from, to] = z.domain();
  const margin = Math.max(14, names.rotated ? 14 : names.widest / 2 + 2);
  const step = axes.length < 2 ? 0 : (width - 38 - 2 * margin) / (axes.length - 1);
  const xOf = (i: number): number => (axes.length < 2 ? (width + 38) / 2 : 38 + margin + i * step);
  const lineOf = (draw: number): readonly Place[] =>
    axes.map(({ scores }, i): Place => [xOf(i), z(Math.max(from, Math.min(to, scores[draw])))]);

  return drawing({
    width,
    height: bottom + (names.rotated ? names.widest + 14 : 24),
    title: options.title,
    description: describe(variables, axes, drawn, divergent),
    table: {
      columns: ["variable", "mean", "sd", "lowest", "highest", "place of divergent draws"],
      rows: axes.map((axis, i) => [axis.name, ...axis.moments, divergencePlace(variables[i], divergent)]),
    },
    panels: [
      {
        kind: "lines",
        box: [38, top, width, bottom],
        axes: axes.map((axis, i) => ({
          variable: axis.name,
          x: xOf(i),
          span: axis.log
            ? { low: exp(axis.center + from * axis.spread), high: exp(axis.center + to * axis.spread), log: true }
            : { low: axis.center + from * axis.spread, high: axis.center + to * axis.spread },
        })),
      },
    ],
    marks: [
      key.marks,
      z
        .ticks(5)
        .map((tick) => lettering(32, z(tick), formatNumber(tick), { anchor: "end", size: smallSize, fill: muted })),
      layered(drawn.plain.map(lineOf), { stroke: crowd, width: 0.75, opacity: 0.6 }),
      axes.map((_, i) => segment(xOf(i), top, xOf(i), bottom, { stroke: rule })),
      layered(drawn.divergent.map(lineOf), { stroke: alarm, width: 0.75, opacity: 0.55 }),
      axes.map(({ name }, i) => names.draw(name, xOf(i), bottom)),
      axes.length === 0
        ? lettering(width / 2, (top + bottom) / 2, "no variable", { anchor: "middle", fill: muted })
        : null,
    ],
  });
}

function layered(lines: readonly (readonly Place[])[], stroke: Stroke): readonly Markup[] {
  return Array.from({ length: layers }, (_, layer) =>
    openPath(
      polylines(
        lines.filter((_, i) => i % layers === layer),
        1,
      ),
      stroke,
    ),
  );
}

interface Axis {
  readonly name: string;
  readonly log: boolean;
  readonly center: number;
  readonly spread: number;
  /** Standardised draws, all chains. */
  readonly scores: Float64Array;
  /** What is shown of the scores. */
  readonly low: number;
  readonly high: number;
  /** Mean, sd, lowest, highest of the draws themselves. */
  readonly moments: readonly number[];
}

function standardise(variable: PlotVariable): Axis {
  const sorted = finiteSorted(variable.chains);
  const isLog = isLogarithmic(variable, sorted);
  const values = isLog ? sorted.map(log) : sorted;
  const center = values.length === 0 ? 0 : mean(values);
  const sd = standardDeviation(values);
  const spread = sd > 0 && Number.isFinite(sd) ? sd : 1;
  const scores = concatenate(variable.chains).map((value) => ((isLog ? log(value) : value) - center) / spread);
  const [low, high] = extentOf(values.map((value) => (value - center) / spread));
  return {
    name: variable.name,
    log: isLog,
    center,
    spread,
    scores,
    low: Math.max(low, -reach),
    high: Math.min(high, reach),
    moments: [
      sorted.length === 0 ? NaN : mean(sorted),
      standardDeviation(sorted),
      sorted[0] ?? NaN,
      sorted[sorted.length - 1] ?? NaN,
    ],
  };
}

interface Names {
  readonly rotated: boolean;
  /** Pixels of the longest name as drawn. */
  readonly widest: number;
  readonly draw: (name: string, x: number, bottom: number) => Markup;
}

/** Names below their axes, upright where they fit beside one another, else running up to the axis. */
function namesBelow(axes: readonly Axis[], width: number): Names {
  const room = axes.length < 2 ? longestName : (width - 66) / axes.length - 6;
  const longest = axes.reduce((most, { name }) => Math.max(most, textWidth(name, smallSize)), 0);
  const rotated = longest > room && room < longestName;
  const limit = rotated ? longestName : Math.min(room, longestName);
  return {
    rotated,
    widest: Math.min(longest, limit),
    draw: (name, x, bottom) => {
      const shown = truncate(name, limit, smallSize);
      const full = shown === name ? {} : { full: name };
      if (!rotated)
        return lettering(x, bottom + 14, shown, { anchor: "middle", size: smallSize, fill: muted, ...full });
      return element(
        "g",
        { transform: `translate(${Math.round(x)},${Math.round(bottom + 8)}) rotate(-90)` },
        lettering(0, 0, shown, { anchor: "end", size: smallSize, fill: muted, ...full }),
      );
    },
  };
}

function describe(
  variables: readonly PlotVariable[],
  axes: readonly Axis[],
  drawn: ChosenDraws,
  divergent: readonly Float64Array[],
): string {
  const logarithmic = axes.filter((axis) => axis.log).map(({ name }) => shortName(name));
  const shown = drawn.plain.length + drawn.divergent.length;
  return [
    `Parallel coordinates of ${count(axes.length, "variable")}, each standardised to mean 0 and sd 1.`,
    logarithmic.length === 0 ? "" : `The logarithm is taken of ${logarithmic.join(", ")}.`,
    `${shown} of ${count(drawn.total, "draw")} are shown.`,
    drawn.totalDivergent === 0
      ? "No draw diverged."
      : `${count(drawn.totalDivergent, "draw")} diverged, drawn dark on top.`,
    describeDivergences(variables, divergent),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
