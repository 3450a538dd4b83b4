/** Draws several variables against one another, with the divergent draws on top. */
import { kernelDensity } from "../../engine/math/kernelDensity.js";
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import type { Chart, ChartTable } from "./Chart.js";
import type { Box, Panel } from "./Panel.js";
import { averageRanks, concatenate } from "./averageRanks.js";
import { extentOf, linearScale, logScale, spacedTicks, type Scale } from "./axes.js";
import { chooseDraws, type ChosenDraws } from "./chooseDraws.js";
import { densityArea, densityLine, peakOf } from "./densityCurve.js";
import { describeDivergences, divergencePlace } from "./divergencePlaces.js";
import { drawing } from "./drawing.js";
import { finiteSorted } from "./finiteSorted.js";
import { count, formatFixed, formatNumber } from "./formatNumber.js";
import { legend } from "./legend.js";
import { fragment, type Markup } from "./markup.js";
import { isLogarithmic, spanOf, type PlotVariable } from "./PlotVariable.js";
import { crosses, dots, type Place } from "./points.js";
import { rankCorrelationOfRanks } from "./rankCorrelation.js";
import { shortName } from "./shortName.js";
import { shownRange } from "./shownRange.js";
import { area, box, group, lettering, openPath, segment } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { accent, alarm, band, crowd, fullWidth, ink, muted, paleAccent, rule, smallSize } from "./theme.js";

/** Options of {@link pairPlot}. */
export interface PairOptions {
  readonly title: string;
  /** 1 where the draw diverged, by chain. */
  readonly divergent?: readonly Float64Array[];
  /** Pixels. */
  readonly width?: number;
}

/** More variables make cells too small to read. */
const mostVariables = 8;
/** What one drawing holds over all its cells, so that it stays below 60 KB. */
const mostMarks = 5000;
const mostDivergent = 200;
const gap = 8;

/**
 * Each variable against each other: draws below the diagonal, with crosses for those that diverged, densities on the diagonal, and rank
 * correlations above it. Of many draws some are shown, evenly chosen; of the divergent ones up to 200.
 *
 * @param variables two to eight, of the same chains; those after the eighth are left out, which the description says
 */
export function pairPlot(variables: readonly PlotVariable[], options: PairOptions): Chart {
  const { width = fullWidth, divergent = [] } = options;
  const cells = variables.slice(0, mostVariables).map((variable) => prepare(variable, divergent));
  const n = cells.length;
  const drawn = chosenFor(cells, divergent);
  const left = yAxisWidth(cells);
  const cellWidth = (width - left - 4 - gap * (n - 1)) / Math.max(n, 1);
  const cellHeight = Math.min(cellWidth, 220);
  const key = legend(
    [
      { label: "draw", colour: crowd, marker: 0, noLine: true },
      ...(drawn.totalDivergent > 0 ? [{ label: "divergent draw", colour: alarm, cross: true, noLine: true }] : []),
    ],
    { left, right: width, top: 0 },
  );
  const top = key.height + 6;
  const boxOf = (row: number, column: number): Box => {
    const x = left + column * (cellWidth + gap);
    const y = top + row * (cellHeight + gap);
    return [x, y, x + cellWidth, y + cellHeight];
  };
  const bottom = top + n * cellHeight + Math.max(0, n - 1) * gap;
  const correlations = correlationsOf(cells);
  const grid = { cells, boxOf, bottom };

  return drawing({
    width,
    height: bottom + 22,
    title: options.title,
    description: describe(variables, cells, correlations, drawn, divergent),
    table: tableOf(cells, correlations, divergent),
    panels: pairsOf(n).map(([row, column]): Panel => ({
      kind: "points",
      x: cells[column].name,
      y: cells[row].name,
      box: boxOf(row, column),
      xSpan: spanOf(cells[column].domain, cells[column].log === true),
      ySpan: spanOf(cells[row].domain, cells[row].log === true),
    })),
    marks: [
      n < 2 ? lettering(width / 2, top + 12, "two variables are needed", { anchor: "middle", fill: muted }) : null,
      key.marks,
      cells.map((cell, i) => diagonal(cell, boxOf(i, i))),
      pairsOf(n).map(([row, column]) => [
        scatter(cells[column], cells[row], boxOf(row, column), drawn),
        figureOf(correlations[row][column], boxOf(column, row)),
      ]),
      axes(grid),
    ],
  });
}

interface Cell extends PlotVariable {
  readonly pooled: Float64Array;
  readonly sorted: Float64Array;
  /** What the axes of the variable span. */
  readonly domain: readonly [number, number];
}

function prepare(variable: PlotVariable, divergent: readonly Float64Array[]): Cell {
  const sorted = finiteSorted(variable.chains);
  const isLog = isLogarithmic(variable, sorted);
  const inner = isLog ? shownRange(sorted.map(log)).map(exp) : shownRange(sorted);
  // However far out they lie, divergent draws are what the figure is for.
  const diverged = variable.chains.flatMap((chain, k) => [...chain.filter((_, i) => divergent[k]?.[i] === 1)]);
  const shown = [...inner, ...diverged];
  const scale = isLog ? logScale(shown, [0, 1]) : linearScale(extentOf(shown), [0, 1], 0.03);
  const [low, high] = scale.domain();
  return { ...variable, log: isLog, pooled: concatenate(variable.chains), sorted, domain: [low, high] };
}

function scaleOf({ domain, log: isLog }: Cell, from: number, to: number): Scale {
  return isLog ? logScale([], [from, to]).domain(domain) : linearScale(domain, [from, to]);
}

/** Rows and columns below the diagonal. */
function pairsOf(n: number): readonly (readonly [row: number, column: number])[] {
  return Array.from({ length: n }, (_, row) =>
    Array.from({ length: row }, (_, column) => [row, column] as const),
  ).flat();
}

/** A cross takes as many bytes as three dots. */
function chosenFor(cells: readonly Cell[], divergent: readonly Float64Array[]): ChosenDraws {
  const panels = Math.max(1, pairsOf(cells.length).length);
  const most = Math.min(500, Math.floor(mostMarks / panels));
  const flagged = divergent.reduce((sum, flags) => sum + flags.filter((flag) => flag === 1).length, 0);
  const shown = Math.min(mostDivergent, flagged);
  return chooseDraws(cells[0]?.chains ?? [], divergent, {
    plain: Math.max(Math.min(most, 150), most - 2 * shown),
    divergent: mostDivergent,
  });
}

function scatter(x: Cell, y: Cell, [left, top, right, bottom]: Box, drawn: ChosenDraws): Markup {
  const toX = scaleOf(x, left, right);
  const toY = scaleOf(y, bottom, top);
  const place = (draw: number): Place => {
    const [a, b] = [x.pooled[draw], y.pooled[draw]];
    return isShown(x, a) && isShown(y, b) ? [toX(a), toY(b)] : [NaN, NaN];
  };
  const size = right - left < 100 ? 2 : 2.75;
  return fragment(
    box(left, top, right - left, bottom - top, "none", rule),
    dots(drawn.plain.map(place), { fill: crowd, size, grid: 1 }),
    crosses(drawn.divergent.map(place), { stroke: alarm, width: 1.25, grid: 1 }),
  );
}

function isShown({ domain }: Cell, value: number): boolean {
  return value >= domain[0] && value <= domain[1];
}

function diagonal(cell: Cell, [left, top, right, bottom]: Box): Markup {
  const inside = cell.sorted.filter((value) => isShown(cell, value));
  // On a logarithmic axis the density is that of the logarithm, or its area would not be what one sees.
  const density = kernelDensity(cell.log ? inside.map(log) : inside, 64);
  const shown = cell.log ? { x: density.x.map(exp), y: density.y } : density;
  const toX = scaleOf(cell, left, right);
  const toY = linearScale([0, peakOf([density])], [bottom, top + 22]);
  const name = truncate(cell.name, right - left - 4, smallSize, true);
  return fragment(
    area(densityArea(shown, toX, toY), paleAccent),
    openPath(densityLine(shown, toX, toY), { stroke: accent, width: 1.5 }),
    segment(left, bottom, right, bottom, { stroke: rule }),
    lettering((left + right) / 2, top + 9, name, {
      anchor: "middle",
      size: smallSize,
      weight: 600,
      ...(name === cell.name ? {} : { full: cell.name }),
    }),
  );
}

/** A correlation as a number, larger and darker the stronger it is. */
function figureOf(correlation: number, [left, top, right, bottom]: Box): Markup {
  const strong = Math.abs(correlation) >= 0.5;
  return fragment(
    box(left, top, right - left, bottom - top, band),
    lettering((left + right) / 2, (top + bottom) / 2, formatFixed(correlation, 2), {
      anchor: "middle",
      size: strong ? 17 : 13,
      weight: strong ? "bold" : "normal",
      fill: strong ? ink : muted,
    }),
  );
}

interface Grid {
  readonly cells: readonly Cell[];
  readonly boxOf: (row: number, column: number) => Box;
  readonly bottom: number;
}

/** Numbers left of the first column and below the last row. */
function axes({ cells, boxOf, bottom }: Grid): Markup {
  const last = cells.length - 1;
  return group(
    { "font-size": smallSize, fill: muted },
    cells.map((cell, column) => {
      const [left, , right] = boxOf(last, column);
      const scale = scaleOf(cell, left, right);
      return spacedTicks(scale, 3)
        .filter((tick) => fits(scale(tick), labelOf(tick), left - gap / 2, right + gap / 2))
        .map((tick) => [
          segment(scale(tick), bottom, scale(tick), bottom + 3, { stroke: rule }),
          lettering(scale(tick), bottom + 12, labelOf(tick), { anchor: "middle", inheritedSize: smallSize }),
        ]);
    }),
    cells.slice(1).map((cell, i) => {
      const [left, top, , low] = boxOf(i + 1, 0);
      const scale = scaleOf(cell, low, top);
      return verticalTicks(scale).map((tick) =>
        lettering(left - 5, scale(tick), labelOf(tick), { anchor: "end", inheritedSize: smallSize }),
      );
    }),
  );
}

function labelOf(tick: number): string {
  return formatNumber(tick, 4);
}

function fits(x: number, label: string, from: number, to: number): boolean {
  const half = textWidth(label, smallSize) / 2;
  return x - half >= from && x + half <= to;
}

/** Ticks of a vertical axis that keep a line's height from one another and from the ends. */
function verticalTicks(scale: Scale): readonly number[] {
  const [bottom, top] = scale.range();
  return scale.ticks(3).reduce<readonly number[]>((kept, tick) => {
    const y = scale(tick);
    const inside = Number.isFinite(y) && y <= bottom - 5 && y >= top + 5;
    const free = kept.every((other) => Math.abs(scale(other) - y) >= smallSize + 5);
    return inside && free ? [...kept, tick] : kept;
  }, []);
}

function yAxisWidth(cells: readonly Cell[]): number {
  const labels = cells.slice(1).flatMap((cell) => scaleOf(cell, 100, 0).ticks(3).map(labelOf));
  return labels.reduce((most, label) => Math.max(most, textWidth(label, smallSize)), 12) + 8;
}

function correlationsOf(cells: readonly Cell[]): readonly (readonly number[])[] {
  const ranks = cells.map(({ pooled }) => (pooled.some(Number.isNaN) ? undefined : averageRanks([pooled])[0]));
  return cells.map((_, row) =>
    cells.map((_, column) => {
      const [a, b] = [ranks[row], ranks[column]];
      return a === undefined || b === undefined || a.length !== b.length ? NaN : rankCorrelationOfRanks(a, b);
    }),
  );
}

function tableOf(
  cells: readonly Cell[],
  correlations: readonly (readonly number[])[],
  divergent: readonly Float64Array[],
): ChartTable {
  const places = cells.map((cell) => divergencePlace(cell, divergent));
  return {
    columns: [
      "variable",
      "against",
      "rank correlation",
      "place of divergent draws in the variable",
      "and in the other",
    ],
    rows: pairsOf(cells.length).map(([row, column]) => [
      cells[row].name,
      cells[column].name,
      correlations[row][column],
      places[row],
      places[column],
    ]),
  };
}

function describe(
  variables: readonly PlotVariable[],
  cells: readonly Cell[],
  correlations: readonly (readonly number[])[],
  drawn: ChosenDraws,
  divergent: readonly Float64Array[],
): string {
  const pairs = pairsOf(cells.length)
    .map(([row, column]) => ({
      names: `${shortName(cells[column].name)} and ${shortName(cells[row].name)}`,
      r: correlations[row][column],
    }))
    .filter(({ r }) => Number.isFinite(r))
    .sort((a, b) => Math.abs(b.r) - Math.abs(a.r));
  const logarithmic = cells.filter((cell) => cell.log).map(({ name }) => shortName(name));
  const shown = drawn.plain.length + drawn.divergent.length;
  return [
    `Pair plot of ${cells.map(({ name }) => shortName(name)).join(", ")}, with rank correlations above the diagonal.`,
    variables.length > cells.length ? `${count(variables.length - cells.length, "further variable")} left out.` : "",
    logarithmic.length === 0 ? "" : `Logarithmic axis: ${logarithmic.join(", ")}.`,
    pairs.length === 0 ? "" : `Strongest correlation: ${pairs[0].names}, ${formatFixed(pairs[0].r, 2)}.`,
    drawn.totalDivergent === 0
      ? "No draw diverged."
      : `${drawn.totalDivergent} of ${count(drawn.total, "draw")} diverged, marked by crosses.`,
    describeDivergences(cells, divergent),
    shown < drawn.total ? `${shown} draws are shown.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
