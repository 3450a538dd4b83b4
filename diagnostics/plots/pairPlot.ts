/** Draws several variables against one another, with the divergent draws on top. */
import { kernelDensity } from "../../engine/math/kernelDensity.js";
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import type { Chart, ChartTable } from "./Chart.js";
import { averageRanks } from "./parts/averageRanks.js";
import { linearScale } from "./parts/axes.js";
import { chooseDraws, type ChosenDraws } from "./parts/chooseDraws.js";
import { densityArea, densityLine, peakOf } from "./parts/densityCurve.js";
import { describeDivergences, divergencePlace } from "./parts/divergencePlaces.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { fragment, type Markup } from "./parts/markup.js";
import type { Box, Panel } from "./Panel.js";
import { isShown, pairCell, pairScale, type PairCell } from "./parts/PairCell.js";
import { pairAxes, pairGrid, pairsOf } from "./parts/pairGrid.js";
import { spanOf, type PlotVariable } from "./PlotVariable.js";
import { crosses, dots, type Place } from "./parts/points.js";
import { rankCorrelationOfRanks } from "./parts/rankCorrelation.js";
import { shortName } from "./parts/shortName.js";
import { area, box, lettering, openPath, segment } from "./parts/shapes.js";
import { truncate } from "./parts/textWidth.js";
import { accent, alarm, band, crowd, fullWidth, ink, muted, paleAccent, rule, smallSize } from "./parts/theme.js";

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
const mostCrosses = 2000;

/**
 * Each variable against each other: draws below the diagonal, with crosses for those that diverged, densities on the diagonal, and rank
 * correlations above it. Of many draws some are shown, evenly chosen; of the divergent ones up to 200,
 * fewer of more than five variables.
 *
 * @param variables two to eight, of the same chains; those after the eighth are left out, which the description says
 */
export function pairPlot(variables: readonly PlotVariable[], options: PairOptions): Chart {
  const { width = fullWidth, divergent = [] } = options;
  const cells = variables.slice(0, mostVariables).map((variable) => pairCell(variable, divergent));
  const n = cells.length;
  const drawn = chosenFor(cells, divergent);
  const key = legend(
    [
      { label: "draw", colour: crowd, marker: 0, noLine: true },
      ...(drawn.totalDivergent > 0 ? [{ label: "divergent draw", colour: alarm, cross: true, noLine: true }] : []),
    ],
    { left: 24, right: width, top: 0 },
  );
  const top = key.height + 6;
  const grid = pairGrid(cells, top, width);
  const { boxOf, bottom } = grid;
  const correlations = correlationsOf(cells);

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
      pairAxes(cells, grid),
    ],
  });
}

/** A cross takes as many bytes as three dots. */
function chosenFor(cells: readonly PairCell[], divergent: readonly Float64Array[]): ChosenDraws {
  const panels = Math.max(1, pairsOf(cells.length).length);
  const most = Math.min(500, Math.floor(mostMarks / panels));
  const flagged = divergent.reduce((sum, flags) => sum + flags.filter((flag) => flag === 1).length, 0);
  const crossed = Math.min(mostDivergent, Math.floor(mostCrosses / panels));
  const shown = Math.min(crossed, flagged);
  return chooseDraws(cells[0]?.chains ?? [], divergent, {
    plain: Math.max(Math.min(most, Math.floor(1500 / panels), 150), most - 2 * shown),
    divergent: crossed,
  });
}

function scatter(x: PairCell, y: PairCell, [left, top, right, bottom]: Box, drawn: ChosenDraws): Markup {
  const toX = pairScale(x, left, right);
  const toY = pairScale(y, bottom, top);
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

function diagonal(cell: PairCell, [left, top, right, bottom]: Box): Markup {
  const inside = cell.sorted.filter((value) => isShown(cell, value));
  // On a logarithmic axis the density is that of the logarithm, or its area would not be what one sees.
  const density = kernelDensity(cell.log ? inside.map(log) : inside, 64);
  const shown = cell.log ? { x: density.x.map(exp), y: density.y } : density;
  const toX = pairScale(cell, left, right);
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

function correlationsOf(cells: readonly PairCell[]): readonly (readonly number[])[] {
  const ranks = cells.map(({ pooled }) => (pooled.some(Number.isNaN) ? undefined : averageRanks([pooled])[0]));
  return cells.map((_, row) =>
    cells.map((_, column) => {
      const [a, b] = [ranks[row], ranks[column]];
      return a === undefined || b === undefined || a.length !== b.length ? NaN : rankCorrelationOfRanks(a, b);
    }),
  );
}

function tableOf(
  cells: readonly PairCell[],
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
  cells: readonly PairCell[],
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
