/** Draws how often intervals held the truth against how often they should. */
import type { Chart } from "./Chart.js";
import { bands, curve } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { facets } from "./parts/facets.js";
import { count, formatPercent } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { dots, type Place } from "./parts/points.js";
import { brief, sentences } from "./parts/sentences.js";
import { lettering, segment } from "./parts/shapes.js";
import { truncate } from "./parts/textWidth.js";
import { accent, fontSize, fullWidth, paleAccent, rule, second } from "./parts/theme.js";

/** Coverage of one quantity. */
export interface CoveredQuantity {
  readonly name: string;
  /** Number of intervals of each kind. */
  readonly simulations: number;
  /** Ascending nominal probabilities of the intervals, and how many held the true value. */
  readonly nominal: ArrayLike<number>;
  readonly covered: ArrayLike<number>;
}

/** Options of {@link coveragePlot}. */
export interface CoverageOptions {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
}

const cellHeight = 176;

/**
 * A panel for each quantity: the share of intervals that held the true value minus their nominal probability, over a band of two binomial
 * standard errors. Below zero intervals are too narrow.
 *
 * @example coveragePlot([{ name: "mu", simulations: 200, nominal: [0.5, 0.9], covered: [96, 183] }], { title: "Coverage" });
 */
export function coveragePlot(quantities: readonly CoveredQuantity[], options: CoverageOptions): Chart {
  const { width = fullWidth } = options;
  const key = legend(
    [
      { label: "coverage minus nominal", colour: accent, marker: 0 },
      { label: "± 2 standard errors", colour: paleAccent, fill: paleAccent, noLine: true },
      { label: "outside", colour: second, marker: 0, noLine: true },
    ],
    { left: 0, right: width, top: 0 },
  );
  const grid = facets(quantities.length, width, { least: 220, height: cellHeight, top: key.height + 4 });
  const rows = quantities.flatMap(({ name, simulations, nominal, covered }) =>
    Array.from(nominal, (p, i) => ({ name, simulations, p, covered: covered[i], share: covered[i] / simulations })),
  );
  const isOff = ({ simulations, p, share }: (typeof rows)[number]): boolean =>
    Math.abs(share - p) > 2 * standardError(p, simulations);
  const off = rows.filter(isOff);
  return drawing({
    width,
    height: grid.height + key.height + 4,
    title: options.title,
    description: sentences(
      `Coverage of intervals of ${count(quantities.length, "quantity", "quantities")}.`,
      rows.length > 0 &&
        (off.length === 0
          ? "All lie within two standard errors of what they should be."
          : `${off.length} of ${rows.length} lie farther than two standard errors from what they should be: ${off
              .slice(0, 4)
              .map(
                ({ name, p, share }) => `${brief(name)} ${formatPercent(share)} where ${formatPercent(p)} are nominal`,
              )
              .join("; ")}${off.length > 4 ? "; and more in the table" : ""}.`),
    ),
    table: {
      columns: ["quantity", "nominal", "simulations", "held the truth", "coverage", "standard error"],
      rows: rows.map(({ name, p, simulations, covered, share }) => [
        name,
        p,
        simulations,
        covered,
        share,
        standardError(p, simulations),
      ]),
    },
    marks: [
      key.marks,
      quantities.map(({ name, simulations, nominal, covered }, k) => {
        const cell = grid.cells[k];
        const label = truncate(name, cell.width - 10, fontSize, true);
        const ps = Array.from(nominal);
        const difference = ps.map((p, i) => covered[i] / simulations - p);
        const fine = Array.from({ length: 41 }, (_, i) => i / 40);
        const reach = [...difference, 2 * standardError(0.5, simulations)].reduce(
          (a, b) => (Number.isFinite(b) ? Math.max(a, Math.abs(b)) : a),
          0.01,
        );
        const plot = frame({
          x0: cell.x,
          y0: cell.y + 16,
          width: cell.width,
          height: cellHeight - 24,
          x: { domain: [0, 1], ticks: 2 },
          y: { domain: [-reach, reach], padding: 0.05, ticks: 3 },
        });
        const places = ps.map((p, i): Place => [plot.x(p), plot.y(difference[i])]);
        const isOutside = (i: number): boolean => Math.abs(difference[i]) > 2 * standardError(ps[i], simulations);
        return [
          lettering(cell.x, cell.y + 9, label, { weight: 600, ...(label === name ? {} : { full: name }) }),
          bands(
            [
              {
                x: fine.map((p) => plot.x(p)),
                low: fine.map((p) => plot.y(-2 * standardError(p, simulations))),
                high: fine.map((p) => plot.y(2 * standardError(p, simulations))),
              },
            ],
            paleAccent,
            1,
          ),
          plot.marks,
          segment(plot.left, plot.y(0), plot.right, plot.y(0), { stroke: rule, dash: "5 4" }),
          curve(places, { stroke: accent, width: 1.75 }),
          dots(
            places.filter((_, i) => !isOutside(i)),
            { fill: accent, size: 5 },
          ),
          dots(
            places.filter((_, i) => isOutside(i)),
            { fill: second, size: 6 },
          ),
        ];
      }),
    ],
  });
}

/** Of a share of `n` that happen with probability p. */
function standardError(p: number, n: number): number {
  return Math.sqrt((p * (1 - p)) / n);
}
