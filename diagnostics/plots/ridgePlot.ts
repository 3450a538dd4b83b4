/** Draws many densities below one another on one scale, each with its median and intervals. */
import { kernelDensity, type Density } from "../../engine/math/kernelDensity.js";
import { sortedQuantile } from "../quantile.js";
import type { Chart } from "./Chart.js";
import type { Panel } from "./Panel.js";
import { bottomAxis, extentOf, linearScale, type Scale } from "./parts/axes.js";
import { densityArea, peakOf } from "./parts/densityCurve.js";
import { drawing } from "./parts/drawing.js";
import { finiteSorted } from "./parts/finiteSorted.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { element, fragment, type Markup } from "./parts/markup.js";
import { shortName } from "./parts/shortName.js";
import { lettering, marker, segment } from "./parts/shapes.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { accent, alarm, fontSize, fullWidth, ink, paleAccent, rule, smallSize } from "./parts/theme.js";

/** One density. */
export interface RidgeRow {
  readonly label: string;
  /** By chain. */
  readonly chains: readonly Float64Array[];
}

/** Options of {@link ridgePlot}. */
export interface RidgeOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Value of no effect, drawn as a dashed line. */
  readonly reference?: number;
  /** Pixels. */
  readonly width?: number;
  /** Pixels from row to row; curves may be a little higher. */
  readonly rowHeight?: number;
}

const largestLabel = 220;
/** Points of a curve, fewer the more curves there are. */
const gridFor = (rows: number): number => Math.max(32, Math.min(80, Math.floor(2000 / Math.max(1, rows))));

interface Ridge {
  readonly label: string;
  readonly sorted: Float64Array;
  readonly density: Density;
  /** 2.5%, 25%, 50%, 75%, 97.5%. */
  readonly quantiles: readonly number[];
}

/**
 * Densities of several variables, each as high as the others where it is highest, on the range that holds 99% of the draws of every row.
 *
 * @example
 * ridgePlot([{ label: "treatment", chains }], { title: "Effects", reference: 0 });
 */
export function ridgePlot(rows: readonly RidgeRow[], options: RidgeOptions): Chart {
  const { width = fullWidth, rowHeight = 34, reference } = options;
  const ridges = rows.map((row) => ridgeOf(row, gridFor(rows.length)));
  const labels = Math.min(
    Math.min(largestLabel, width * 0.35),
    ridges.reduce((most, { label }) => Math.max(most, textWidth(label, fontSize)), 40) + 2,
  );
  const [left, right] = [labels + 14, width - 10];
  const top = 14;
  const bottom = top + Math.max(1, rows.length) * rowHeight + 8;
  const shown = [...ridges.flatMap(({ density }) => [...density.x]), ...(reference === undefined ? [] : [reference])];
  const x = linearScale(extentOf(shown), [left, right], 0.02);

  return drawing({
    width,
    height: bottom + (options.axisTitle === undefined ? 26 : 44),
    title: options.title,
    description: describe(ridges, reference),
    table: {
      columns: ["name", "2.5%", "25%", "50%", "75%", "97.5%"],
      rows: ridges.map(({ label, quantiles }) => [label, ...quantiles]),
    },
    panels: ridges.map(({ label }, i): Panel => ({
      kind: "interval",
      variable: label,
      y: top + (i + 1) * rowHeight,
      box: [left, top + i * rowHeight, right, top + (i + 1) * rowHeight],
      span: { low: x.domain()[0], high: x.domain()[1] },
    })),
    marks: [
      bottomAxis(x, bottom, {
        top,
        ...(options.axisTitle === undefined ? {} : { title: options.axisTitle }),
        ...(reference === undefined ? {} : { keep: reference }),
      }),
      ridges.map((ridge, i) => ridgeMarks(ridge, top + (i + 1) * rowHeight, { x, labels, rowHeight })),
      reference === undefined || !Number.isFinite(reference)
        ? null
        : segment(x(reference), top - 4, x(reference), bottom, { stroke: rule, dash: "4 3", width: 1.25 }),
    ],
  });
}

function ridgeOf({ label, chains }: RidgeRow, grid: number): Ridge {
  const sorted = finiteSorted(chains);
  const at = (p: number): number => (sorted.length === 0 ? NaN : sortedQuantile(sorted, p));
  const [low, high] = [at(0.005), at(0.995)];
  return {
    label,
    sorted,
    density: kernelDensity(
      sorted.filter((value) => value >= low && value <= high),
      grid,
    ),
    quantiles: [0.025, 0.25, 0.5, 0.75, 0.975].map(at),
  };
}

interface RowFrame {
  readonly x: Scale;
  readonly labels: number;
  readonly rowHeight: number;
}

function ridgeMarks({ label, density, quantiles }: Ridge, base: number, { x, labels, rowHeight }: RowFrame): Markup {
  const y = linearScale([0, peakOf([density])], [base, base - rowHeight * 0.92]);
  const shown = truncate(label, labels, fontSize);
  const empty = density.x.length === 0;
  return fragment(
    lettering(labels, base - 8, shown, { anchor: "end", ...(shown === label ? {} : { full: label }) }),
    element("path", {
      d: densityArea(density, x, y),
      fill: paleAccent,
      stroke: accent,
      "stroke-width": 1.25,
      "stroke-linejoin": "round",
    }),
    segment(x(quantiles[0]), base, x(quantiles[4]), base, { stroke: ink, width: 1.25 }),
    segment(x(quantiles[1]), base, x(quantiles[3]), base, { stroke: ink, width: 4 }),
    marker(0, x(quantiles[2]), base, ink, 50),
    empty && Number.isNaN(quantiles[2])
      ? lettering((x.range()[0] + x.range()[1]) / 2, base - 8, "no draws", {
          anchor: "middle",
          size: smallSize,
          fill: alarm,
        })
      : null,
  );
}

function describe(ridges: readonly Ridge[], reference: number | undefined): string {
  if (ridges.length === 0) return "Densities of no variable.";
  const above = ({ sorted }: Ridge): number => sorted.filter((value) => value > reference!).length / sorted.length;
  const parts = ridges.slice(0, 6).map((ridge) => {
    const [low, , median, , high] = ridge.quantiles;
    const chance =
      reference === undefined
        ? ""
        : `, above ${formatNumber(reference)} with probability ${formatPercent(above(ridge))}`;
    return `${shortName(ridge.label)} ${formatNumber(median)} [${formatNumber(low)}, ${formatNumber(high)}]${chance}`;
  });
  return `Densities of ${count(ridges.length, "variable")} with medians and 95% intervals. ${parts.join("; ")}${ridges.length > 6 ? "; and more in the table" : ""}.`;
}
