/** Draws one difference of cumulative shares with its band. */
import { bands, curve, curvePath } from "./curves.js";
import { frame } from "./frame.js";
import { element, fragment, type Markup } from "./markup.js";
import { dots, type Place } from "./points.js";
import { segment } from "./shapes.js";
import { accent, crowd, paleAccent, rule, second } from "./theme.js";
import type { UniformEcdf } from "./uniformEcdf.js";

/** Where the panel lies and what its axes are called. Pixels. */
export interface EcdfPanelOptions {
  readonly x0?: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
  readonly xTitle?: string;
  readonly yTitle?: string;
  /** Differences of single draws at the same places, as thin lines. */
  readonly others?: readonly { readonly draw: number; readonly difference: readonly number[] }[];
}

/** Band, zero line, the difference, and dots where it leaves the band. */
export function ecdfPanel(
  ecdf: UniformEcdf,
  { x0, y0, width, height, xTitle, yTitle, others = [] }: EcdfPanelOptions,
): Markup {
  const { at, difference, low, high } = ecdf;
  const reach = [...difference, ...low, ...high].reduce(
    (a, b) => (Number.isFinite(b) ? Math.max(a, Math.abs(b)) : a),
    0.01,
  );
  const plot = frame({
    ...(x0 === undefined ? {} : { x0 }),
    y0,
    width,
    height,
    x: { domain: [0, 1], ticks: width < 400 ? 2 : 5, ...(xTitle === undefined ? {} : { title: xTitle }) },
    y: { domain: [-reach, reach], padding: 0.05, ticks: 3, ...(yTitle === undefined ? {} : { title: yTitle }) },
  });
  const xs = at.map((p) => plot.x(p));
  const places = difference.map((value, i): Place => [xs[i], plot.y(value)]);
  return fragment(
    bands(
      [{ x: xs, low: low.map((value) => plot.y(value)), high: high.map((value) => plot.y(value)) }],
      paleAccent,
      // The steps of a band need not be exact where there are many small ones.
      width < 380 ? 1.5 : undefined,
    ),
    plot.marks,
    others.length === 0
      ? null
      : element(
          "g",
          { fill: "none", stroke: crowd, "stroke-width": 1, "stroke-opacity": 0.3 },
          others.map((other) =>
            element("path", {
              "data-draw": other.draw,
              // Some single ones reach further than the axis.
              d: curvePath(
                other.difference.map((value, i): Place => [xs[i], plot.y(Math.max(-reach, Math.min(reach, value)))]),
                1,
              ),
            }),
          ),
        ),
    segment(plot.left, plot.y(0), plot.right, plot.y(0), { stroke: rule, dash: "5 4" }),
    curve(width < 380 ? places.filter((_, i) => i % 2 === 0 || i === places.length - 1) : places, {
      stroke: accent,
      width: 2,
    }),
    dots(
      places.filter((_, i) => difference[i] < low[i] || difference[i] > high[i]),
      { fill: second, size: 5 },
    ),
  );
}
