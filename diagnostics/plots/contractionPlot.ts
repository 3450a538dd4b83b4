/** Draws how far posterior means lie from true values against how much was learnt. */
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import { facets } from "./parts/facets.js";
import { count, formatPercent } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import { dots, type Place } from "./parts/points.js";
import { brief, sentences } from "./parts/sentences.js";
import { lettering, segment } from "./parts/shapes.js";
import { truncate } from "./parts/textWidth.js";
import { accent, fontSize, fullWidth, muted, rule } from "./parts/theme.js";

/** One quantity over all simulations. */
export interface RecoveredQuantity {
  readonly name: string;
  /** (Posterior mean − true value) / posterior sd. */
  readonly zScore: ArrayLike<number>;
  /** 1 − posterior variance / prior variance. */
  readonly contraction: ArrayLike<number>;
}

/** Options of {@link contractionPlot}. */
export interface ContractionOptions {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
}

const cellHeight = 190;

/**
 * A panel for each quantity with a point for each simulation. At the right much was learnt beyond the prior; far from zero the posterior
 * missed the true value by many of its sds (Schad, Betancourt and Vasishth 2021, Psychological Methods 26, 103-126).
 *
 * @example contractionPlot([{ name: "mu", zScore, contraction }], { title: "What was learnt" });
 */
export function contractionPlot(quantities: readonly RecoveredQuantity[], options: ContractionOptions): Chart {
  const { width = fullWidth } = options;
  const top = 20;
  const grid = facets(quantities.length, width, { least: 220, height: cellHeight, top });
  const rows = quantities.map(({ name, zScore, contraction }) => {
    const z = Float64Array.from(zScore).filter(Number.isFinite).sort();
    const c = Float64Array.from(contraction).filter(Number.isFinite).sort();
    const far = z.filter((value) => Math.abs(value) > 3).length;
    return { name, n: z.length, far, z: quantileOfSorted(z, 0.5), learnt: quantileOfSorted(c, 0.5) };
  });
  const most = quantities.reduce(
    (a, { zScore }) => Array.from(zScore).reduce((b, z) => (Number.isFinite(z) ? Math.max(b, Math.abs(z)) : b), a),
    3.2,
  );
  return drawing({
    width,
    height: quantities.length === 0 ? 40 : grid.height + top,
    title: options.title,
    description: sentences(
      `Posterior z-scores against contraction of ${count(rows.length, "quantity", "quantities")}.`,
      rows
        .slice(0, 8)
        .map(
          ({ name, n, far, learnt }) =>
            `${brief(name)}: in the median ${formatPercent(Math.max(learnt, 0))} of the prior variance gone, ${far} of ${n} farther than 3 sds from the true value`,
        )
        .join("; ") + (rows.length > 0 ? "." : ""),
    ),
    table: {
      columns: ["quantity", "simulations", "median z-score", "beyond 3", "median contraction"],
      rows: rows.map(({ name, n, z, far, learnt }) => [name, n, z, far, learnt]),
    },
    marks: [
      lettering(0, 8, "z-score against posterior contraction", { fill: muted }),
      quantities.map(({ name, zScore, contraction }, k) => {
        const cell = grid.cells[k];
        const label = truncate(name, cell.width - 10, fontSize, true);
        const plot = frame({
          x0: cell.x,
          y0: cell.y + 16,
          width: cell.width,
          height: cellHeight - 24,
          x: { domain: [Math.min(0, lowest(contraction)), 1], ticks: 4 },
          y: { domain: [-most, most], padding: 0.03 },
        });
        const shown = pickEvenly(zScore.length, Math.min(600, Math.ceil(1000 / quantities.length)));
        return [
          lettering(cell.x, cell.y + 9, label, { weight: 600, ...(label === name ? {} : { full: name }) }),
          plot.marks,
          [-3, 0, 3].map((z) =>
            segment(plot.left, plot.y(z), plot.right, plot.y(z), { stroke: rule, dash: z === 0 ? "" : "5 4" }),
          ),
          dots(
            shown.map((i): Place => [plot.x(contraction[i]), plot.y(zScore[i])]),
            { fill: accent, size: 3.5, opacity: 0.7 },
          ),
        ];
      }),
    ],
  });
}

/** A negative contraction means that the posterior is wider than the prior; to −1 it is shown. */
function lowest(contraction: ArrayLike<number>): number {
  return Array.from(contraction).reduce((a, b) => (Number.isFinite(b) ? Math.min(a, Math.max(b, -1)) : a), 0);
}
