/** Draws the leverage of each data point against how badly it fits. */
import type { Chart } from "./Chart.js";
import { curve } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { pointLabels } from "./parts/pointLabels.js";
import { dots, type Place } from "./parts/points.js";
import { listed, sentences } from "./parts/sentences.js";
import { lettering } from "./parts/shapes.js";
import { shortName } from "./parts/shortName.js";
import { accent, fullWidth, muted, rule, second, smallSize } from "./parts/theme.js";

/** One data point, such as the arm of a study. */
export interface LeveragePoint {
  readonly label: string;
  /** Posterior mean residual deviance. */
  readonly deviance: number;
  /** What the point adds to pD. */
  readonly leverage: number;
  /** Whether more or less was observed than is expected. */
  readonly sign: 1 | -1;
}

/** Options of {@link leveragePlot}. */
export interface LeverageOptions {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
}

const contributions = [1, 2, 3, 4] as const;
/** Points that add more than this to DIC are named. */
const poor = 3;

/**
 * Leverage against the signed root of residual deviance (Spiegelhalter and others 2002, JRSS B 64, 583-639). On a parabola x² + y = c points add c
 * to DIC; those beyond c = 3 fit poorly and are named. Points far up shape the fit.
 *
 * @example
 * leveragePlot([{ label: "study 7: B", deviance: 3.1, leverage: 0.8, sign: 1 }], { title: "Leverage" });
 */
export function leveragePlot(points: readonly LeveragePoint[], options: LeverageOptions): Chart {
  const { width = fullWidth } = options;
  const placed = points
    .map((point) => ({ ...point, x: point.sign * Math.sqrt(Math.max(0, point.deviance)) }))
    .filter(({ x, leverage }) => Number.isFinite(x) && Number.isFinite(leverage));
  const far = placed.filter((point) => sum(point) > poor).sort((a, b) => sum(b) - sum(a));
  const key = legend(
    [
      { label: "data point", colour: accent, marker: 0, noLine: true },
      { label: `adds more than ${poor} to DIC`, colour: second, marker: 0, noLine: true },
      { label: "adds 1, 2, 3, 4 to DIC", colour: rule, dash: "4 3" },
    ],
    { left: 0, right: width, top: 0 },
  );
  const widest = placed.reduce((most, { x }) => Math.max(most, Math.abs(x)), 2.1);
  const highest = placed.reduce((most, { leverage }) => Math.max(most, leverage), 1);
  const lowest = placed.reduce((least, { leverage }) => Math.min(least, leverage), 0);
  const height = key.height + (width < 500 ? 280 : 400);
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: { domain: [-widest, widest], padding: 0.04, title: "signed square root of residual deviance" },
    y: { domain: [lowest, highest], padding: 0.05, title: "leverage", ticks: 5 },
  });
  const [floor, ceiling] = plot.y.domain();
  const [from, to] = plot.x.domain();
  const parabola = (c: number, side: 1 | -1): readonly Place[] => {
    // From where it enters at the top, or its tip, to where it leaves at the bottom or the side.
    const start = Math.sqrt(Math.max(0, c - ceiling));
    const end = Math.min(Math.sqrt(c - floor), side > 0 ? to : -from);
    if (!(end > start)) return [];
    return Array.from({ length: 33 }, (_, i): Place => {
      const x = start + ((end - start) * i) / 32;
      return [plot.x(side * x), plot.y(c - x * x)];
    });
  };
  const at = ({ x, leverage }: { readonly x: number; readonly leverage: number }): Place => [
    plot.x(x),
    plot.y(leverage),
  ];
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(placed, points.length, far),
    table: {
      columns: ["data point", "residual deviance", "leverage", "sign", "contribution to DIC"],
      rows: points.map((point) => [point.label, point.deviance, point.leverage, point.sign, sum(point)]),
    },
    marks: [
      key.marks,
      plot.marks,
      contributions.map((c) =>
        ([1, -1] as const).map((side) => curve(parabola(c, side), { stroke: rule, dash: "4 3" }, 0.1)),
      ),
      contributions.map((c) => {
        const end = Math.sqrt(c - floor);
        return end > to
          ? null
          : lettering(plot.x(end) + 4, plot.y(floor) - 8, String(c), { size: smallSize, fill: muted });
      }),
      dots(placed.filter((point) => sum(point) <= poor).map(at), { fill: accent, size: 7 }),
      dots(far.map(at), { fill: second, size: 8 }),
      pointLabels(
        far.slice(0, 16).map((point) => ({ text: point.label, at: at(point) })),
        { left: plot.left, right: width, top: plot.top, bottom: plot.bottom, points: placed.map(at) },
      ),
    ],
  });
}

function sum({ deviance, leverage }: LeveragePoint): number {
  return deviance + leverage;
}

function describe(placed: readonly LeveragePoint[], all: number, far: readonly LeveragePoint[]): string {
  const deviance = placed.reduce((total, point) => total + point.deviance, 0);
  const leverage = placed.reduce((total, point) => total + point.leverage, 0);
  const named = far.slice(0, 5).map((point) => `${shortName(point.label)} (${formatFixed(sum(point), 1)})`);
  return sentences(
    `Leverage of ${count(all, "data point")} against the signed square root of residual deviance.`,
    placed.length < all && `${all - placed.length} without a value are not drawn.`,
    placed.length > 0 &&
      `Residual deviance ${formatFixed(deviance, 1)} and leverage, pD, ${formatFixed(leverage, 1)} add up to a DIC of ${formatFixed(deviance + leverage, 1)}.`,
    far.length === 0
      ? `No point adds more than ${poor} to DIC.`
      : `${count(far.length, "point")} ${far.length === 1 ? "adds" : "add"} more than ${poor} to DIC: ${listed(named)}${far.length > 5 ? " and more in the table" : ""}.`,
  );
}
