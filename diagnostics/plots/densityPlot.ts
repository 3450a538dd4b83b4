/** Draws the density of one variable, a line per chain over the area of all. */
import { kernelDensity, type Density } from "../../engine/math/kernelDensity.js";
import type { Chart } from "./Chart.js";
import { concatenate } from "./parts/averageRanks.js";
import { bottomAxis, extentOf, linearScale, type Scale } from "./parts/axes.js";
import { densityArea, densityLine } from "./parts/densityCurve.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { fragment, type Markup } from "./parts/markup.js";
import { spanOf } from "./PlotVariable.js";
import { shownRange } from "./parts/shownRange.js";
import { area, lettering, marker, openPath, segment } from "./parts/shapes.js";
import { chainColour, chainDash, fullWidth, ink, muted, paleAccent, smallSize } from "./parts/theme.js";

/** Options of {@link densityPlot}. */
export interface DensityOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Name of the variable, for pages that mark draws. */
  readonly variable?: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Densities by chain over one another and over that of all draws, with the median and the 50% and 95% intervals of all draws below.
 *
 * @param chains the draws of one variable, by chain
 */
export function densityPlot(chains: readonly Float64Array[], options: DensityOptions): Chart {
  const { width = fullWidth, height = 190 } = options;
  const pooled = concatenate(chains).filter(Number.isFinite).sort();
  const at = (p: number): number => (pooled.length === 0 ? NaN : pooled[Math.round(p * (pooled.length - 1))]);
  const quantiles = [0.025, 0.25, 0.5, 0.75, 0.975].map(at);
  const [low, high] = shownRange(pooled);
  const cut = pooled.filter((value) => value < low || value > high).length;
  const densities = chains.map((chain) =>
    kernelDensity(
      chain.filter((value) => value >= low && value <= high),
      96,
    ),
  );
  const left = 12;
  const right = width - 12;
  const bottom = height - (options.axisTitle === undefined ? 26 : 44);
  const base = bottom - 16;
  const x = linearScale(extentOf([low, high]), [left, right], 0.01);
  const all = kernelDensity(
    pooled.filter((value) => value >= low && value <= high),
    96,
  );
  const peak = densities.reduce((most, { y }) => y.reduce((a, b) => Math.max(a, b), most), 0);
  const y = linearScale([0, peak > 0 ? peak : 1], [base, 26]);

  return drawing({
    width,
    height,
    title: options.title,
    description:
      peak > 0
        ? `Density of ${count(chains.length, "chain")}. Median ${formatNumber(quantiles[2])}, 95% interval ${formatNumber(quantiles[0])} to ${formatNumber(quantiles[4])}.${cut === 0 ? "" : ` ${count(cut, "draw")} beyond the axis.`}`
        : `All draws are ${formatNumber(quantiles[2])}: there is no density to draw.`,
    table: {
      columns: ["chain", "2.5%", "25%", "50%", "75%", "97.5%"],
      rows: [["all", ...quantiles], ...chains.map((chain, k) => [k + 1, ...chainQuantiles(chain)])],
    },
    ...(options.variable === undefined
      ? {}
      : {
          panels: [
            {
              kind: "interval" as const,
              variable: options.variable,
              y: base + 8,
              box: [left, 26, right, bottom] as const,
              span: spanOf(x.domain(), false),
            },
          ],
        }),
    marks: [
      bottomAxis(x, bottom, { count: 5, ...(options.axisTitle === undefined ? {} : { title: options.axisTitle }) }),
      area(densityArea(all, x, y), paleAccent),
      densities.map((density, k) => curve(density, k, x, y)),
      peak > 0
        ? null
        : lettering((left + right) / 2, base / 2 + 10, "all draws are equal", { anchor: "middle", fill: muted }),
      segment(x(quantiles[0]), base + 8, x(quantiles[4]), base + 8, { stroke: ink, width: 1.25 }),
      segment(x(quantiles[1]), base + 8, x(quantiles[3]), base + 8, { stroke: ink, width: 4 }),
      marker(0, x(quantiles[2]), base + 8, ink, 60),
      legend(chains.length, right),
    ],
  });
}

function curve(density: Density, k: number, x: Scale, y: Scale): Markup {
  return openPath(densityLine(density, x, y), { stroke: chainColour(k), width: 1.5, dash: chainDash(k) });
}

/** Line samples with the numbers of the chains, flush right. */
function legend(chains: number, right: number): Markup {
  const shown = Math.min(chains, 6);
  const step = 40;
  return fragment(
    lettering(right - shown * step - 6, 10, "chain", { anchor: "end", size: smallSize, fill: muted }),
    Array.from({ length: shown }, (_, k) => {
      const from = right - (shown - k) * step + 4;
      return [
        segment(from, 10, from + 22, 10, { stroke: chainColour(k), width: 1.75, dash: chainDash(k) }),
        lettering(from + 26, 10, String(k + 1), { size: smallSize, fill: muted }),
      ];
    }),
  );
}

function chainQuantiles(chain: Float64Array): readonly number[] {
  const sorted = chain.filter(Number.isFinite).sort();
  return [0.025, 0.25, 0.5, 0.75, 0.975].map((p) =>
    sorted.length === 0 ? NaN : sorted[Math.round(p * (sorted.length - 1))],
  );
}
