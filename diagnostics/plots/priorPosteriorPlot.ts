/** Draws what was believed of each variable before the data beside what is believed after. */
import { kernelDensity, type Density } from "../../engine/math/kernelDensity.js";
import { sortedQuantile } from "../quantile.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, extentOf, linearScale } from "./parts/axes.js";
import { densityArea, densityAt, densityLine, peakOf } from "./parts/densityCurve.js";
import { drawing } from "./parts/drawing.js";
import { finiteSorted } from "./parts/finiteSorted.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { fragment, type Markup } from "./parts/markup.js";
import { shortName } from "./parts/shortName.js";
import { area, lettering, openPath } from "./parts/shapes.js";
import { truncate } from "./parts/textWidth.js";
import { accent, fontSize, fullWidth, muted, paleAccent, second, smallSize } from "./parts/theme.js";

/** A variable with draws of its prior and of its posterior, by chain. */
export interface PriorPosterior {
  readonly label: string;
  readonly prior: readonly Float64Array[];
  readonly posterior: readonly Float64Array[];
}

/** Options of {@link priorPosteriorPlot}. */
export interface PriorPosteriorOptions {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
}

const cellHeight = 132;
const narrowest = 230;
const grid = 72;

/**
 * Prior (dashed) and posterior (filled) densities of several variables, each on an axis of its own, with how far they overlap: the area under both curves,
 * from 0 for a posterior where the prior saw nothing to 1 for one that learnt nothing.
 *
 * @param variables draws of both; of wide priors what is near the posterior is shown
 */
export function priorPosteriorPlot(variables: readonly PriorPosterior[], options: PriorPosteriorOptions): Chart {
  const { width = fullWidth } = options;
  const columns = Math.max(1, Math.min(3, variables.length, Math.floor(width / narrowest)));
  const gap = 24;
  const cellWidth = (width - gap * (columns - 1)) / columns;
  const cells = variables.map(compare);
  const key = legend(
    [
      { label: "prior", colour: second, dash: "5 3" },
      { label: "posterior", colour: accent, fill: paleAccent },
    ],
    { left: 0, right: width, top: 0 },
  );
  const rows = Math.max(1, Math.ceil(cells.length / columns));

  return drawing({
    width,
    height: key.height + 4 + rows * cellHeight,
    title: options.title,
    description: describe(cells),
    table: {
      columns: [
        "variable",
        "overlap",
        "prior median",
        "prior 2.5%",
        "prior 97.5%",
        "posterior median",
        "2.5%",
        "97.5%",
      ],
      rows: cells.map(({ label, overlap, prior, posterior }) => [
        label,
        overlap,
        ...limits(prior),
        ...limits(posterior),
      ]),
    },
    marks: [
      key.marks,
      cells.map((cell, i) =>
        cellMarks(cell, {
          left: (i % columns) * (cellWidth + gap),
          top: key.height + 4 + Math.floor(i / columns) * cellHeight,
          width: cellWidth,
        }),
      ),
      cells.length === 0 ? lettering(width / 2, 60, "no variable", { anchor: "middle", fill: muted }) : null,
    ],
  });
}

interface Compared {
  readonly label: string;
  readonly prior: Float64Array;
  readonly posterior: Float64Array;
  /** Heights are shares of all draws, also of those beyond the axis. */
  readonly priorDensity: Density;
  readonly posteriorDensity: Density;
  readonly shown: readonly [number, number];
  readonly overlap: number;
}

function compare({ label, prior, posterior }: PriorPosterior): Compared {
  const [before, after] = [finiteSorted(prior), finiteSorted(posterior)];
  const shown = shownRange(before, after);
  const priorDensity = densityWithin(before, shown);
  const posteriorDensity = densityWithin(after, shown);
  return {
    label,
    prior: before,
    posterior: after,
    priorDensity,
    posteriorDensity,
    shown,
    overlap: overlapOf(priorDensity, posteriorDensity, shown),
  };
}

/** 99% of the posterior, and of the prior what lies no further than two widths of that. */
function shownRange(prior: Float64Array, posterior: Float64Array): readonly [number, number] {
  const [low, high] = inner(posterior, 0.005);
  const [from, to] = inner(prior, 0.005);
  const reach = 2 * (high - low);
  if (!(reach > 0)) return extentOf([low, high, from, to]);
  return extentOf([low, high, Math.max(from, low - reach), Math.min(to, high + reach)]);
}

function inner(sorted: Float64Array, p: number): readonly [number, number] {
  return sorted.length === 0 ? [NaN, NaN] : [sortedQuantile(sorted, p), sortedQuantile(sorted, 1 - p)];
}

/** The density of the draws on the axis, scaled to their share of all. */
function densityWithin(sorted: Float64Array, [low, high]: readonly [number, number]): Density {
  const inside = sorted.filter((value) => value >= low && value <= high);
  const { x, y } = kernelDensity(inside, grid);
  return { x, y: y.map((height) => (height * inside.length) / sorted.length) };
}

/** ∫ min(prior, posterior) over the axis; NaN where one of them has no density. */
function overlapOf(prior: Density, posterior: Density, [low, high]: readonly [number, number]): number {
  if (prior.x.length === 0 || posterior.x.length === 0) return NaN;
  const points = 400;
  const step = (high - low) / points;
  let sum = 0;
  for (let i = 0; i < points; i++) {
    const at = low + (i + 0.5) * step;
    sum += step * Math.min(densityAt(prior, at), densityAt(posterior, at));
  }
  return Math.min(1, sum);
}

interface CellFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

function cellMarks(cell: Compared, { left, top, width }: CellFrame): Markup {
  const [from, to] = [left + 12, left + width - 12];
  const bottom = top + cellHeight - 32;
  const x = linearScale(cell.shown, [from, to], 0.01);
  const y = linearScale([0, peakOf([cell.priorDensity, cell.posteriorDensity])], [bottom, top + 24]);
  const overlap = Number.isFinite(cell.overlap) ? `overlap ${formatPercent(cell.overlap)}` : "no density";
  const label = truncate(cell.label, width - 100, fontSize, true);
  return fragment(
    lettering(from, top + 10, label, { weight: 600, ...(label === cell.label ? {} : { full: cell.label }) }),
    lettering(to, top + 10, overlap, { anchor: "end", size: smallSize, fill: muted }),
    area(densityArea(cell.posteriorDensity, x, y), paleAccent),
    openPath(densityLine(cell.posteriorDensity, x, y), { stroke: accent, width: 1.5 }),
    openPath(densityLine(cell.priorDensity, x, y), { stroke: second, width: 1.5, dash: "5 3" }),
    bottomAxis(x, bottom, { count: 4 }),
  );
}

function limits(sorted: Float64Array): readonly number[] {
  return [0.5, 0.025, 0.975].map((p) => (sorted.length === 0 ? NaN : sortedQuantile(sorted, p)));
}

function describe(cells: readonly Compared[]): string {
  if (cells.length === 0) return "Priors and posteriors of no variable.";
  const parts = cells.slice(0, 8).map((cell) => {
    const [before, low, high] = limits(cell.prior).map((value) => formatNumber(value));
    const [after, from, to] = limits(cell.posterior).map((value) => formatNumber(value));
    return `${shortName(cell.label)}: prior ${before} [${low}, ${high}], posterior ${after} [${from}, ${to}], overlap ${formatPercent(cell.overlap)}${verdict(cell)}`;
  });
  return `Priors and posteriors of ${count(cells.length, "variable")}, medians with 95% intervals. ${parts.join("; ")}${cells.length > 8 ? "; and more in the table" : ""}.`;
}

function verdict({ overlap, prior, posterior }: Compared): string {
  const [before] = limits(posterior);
  const [, low, high] = limits(prior);
  if (before < low || before > high) return " (the posterior lies where the prior hardly reached)";
  return overlap > 0.9 ? " (the data say little)" : "";
}
