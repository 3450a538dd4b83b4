/** Compares how far the energy ranges with how far one step of the sampler moves it. */
import { area as areaShape, line } from "d3";
import { kernelDensity, type Density } from "../../engine/math/kernelDensity.js";
import type { Chart } from "./Chart.js";
import { concatenate } from "./parts/averageRanks.js";
import { bottomAxis, extentOf, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { formatFixed, formatNumber } from "./parts/formatNumber.js";
import { fragment, type Markup } from "./parts/markup.js";
import { area, lettering, openPath, segment } from "./parts/shapes.js";
import { accent, fullWidth, paleAccent, second, smallSize } from "./parts/theme.js";

/** Options of {@link energyPlot}. */
export interface EnergyOptions {
  readonly title: string;
  /** E-BFMI by chain, for the words and the table. */
  readonly ebfmi?: readonly number[];
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Energy plot (Betancourt 2016): the density of the energy about its mean, and that of its change from draw to draw.
 *
 * @param energies the Hamiltonian at each draw, by chain
 */
export function energyPlot(energies: readonly Float64Array[], options: EnergyOptions): Chart {
  const { width = fullWidth, height = 230, ebfmi = [] } = options;
  const marginal = kernelDensity(centred(concatenate(energies)));
  const steps = kernelDensity(centred(concatenate(energies.map(differences))));
  const bottom = height - 44;
  const x = linearScale(extentOf([...marginal.x, ...steps.x]), [12, width - 12], 0.01);
  const peak = [...marginal.y, ...steps.y].reduce((a, b) => Math.max(a, b), 0);
  const y = linearScale([0, peak > 0 ? peak : 1], [bottom, 34]);

  return drawing({
    width,
    height,
    title: options.title,
    description: describe(marginal, steps, ebfmi),
    table: {
      columns: ["chain", "sd of energy", "sd of change", "E-BFMI"],
      rows: energies.map((energy, k) => [k + 1, sd(energy), sd(differences(energy)), ebfmi[k] ?? NaN]),
    },
    marks: [
      filled(marginal, x, y),
      curve(steps, x, y, second, "6 3"),
      bottomAxis(x, bottom, { count: 6, title: "energy, about its mean" }),
      legend(),
    ],
  });
}

function filled(density: Density, x: Scale, y: Scale): Markup {
  const shape = areaShape<number>(
    (i) => x(density.x[i]),
    y(0),
    (i) => y(density.y[i]),
  ).digits(1);
  return fragment(area(shape(Array.from(density.x.keys())), paleAccent), curve(density, x, y, accent, ""));
}

function curve(density: Density, x: Scale, y: Scale, stroke: string, dash: string): Markup {
  const path = line<number>(
    (i) => x(density.x[i]),
    (i) => y(density.y[i]),
  ).digits(1);
  return openPath(path(Array.from(density.x.keys())), { stroke, width: 1.75, dash });
}

function legend(): Markup {
  return fragment(
    segment(12, 12, 36, 12, { stroke: accent, width: 2 }),
    lettering(42, 12, "energy of all draws", { size: smallSize }),
    segment(172, 12, 196, 12, { stroke: second, width: 2, dash: "6 3" }),
    lettering(202, 12, "change from draw to draw", { size: smallSize }),
  );
}

function describe(marginal: Density, steps: Density, ebfmi: readonly number[]): string {
  if (marginal.x.length === 0) return "The energy does not vary: there is nothing to draw.";
  const ratio = width(steps) / width(marginal);
  return [
    `The energy ranges over ${formatNumber(width(marginal))}, its change from draw to draw over ${formatNumber(width(steps))}`,
    Number.isFinite(ratio) ? ` (${formatFixed(ratio, 2)} times as much).` : ".",
    ebfmi.length === 0 ? "" : ` E-BFMI by chain: ${ebfmi.map((value) => formatFixed(value, 2)).join(", ")}.`,
  ].join("");
}

function width({ x }: Density): number {
  return x.length === 0 ? NaN : x[x.length - 1] - x[0];
}

function centred(values: Float64Array): Float64Array {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((a, b) => a + b / finite.length, 0);
  return finite.map((value) => value - mean);
}

function differences(values: Float64Array): Float64Array {
  return values.subarray(1).map((value, i) => value - values[i]);
}

function sd(values: Float64Array): number {
  const about = centred(values);
  return about.length < 2 ? NaN : Math.sqrt(about.reduce((a, b) => a + b * b, 0) / (about.length - 1));
}
