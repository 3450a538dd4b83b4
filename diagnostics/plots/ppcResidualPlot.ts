/** Draws residuals on the scale of a standard normal against what the model predicts. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { normalQuantile } from "../../engine/math/normalQuantile.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import { stream } from "../../engine/random/stream.js";
import { pit } from "../ppc/pit.js";
import type { Chart } from "./Chart.js";
import { extentOf } from "./parts/axes.js";
import { curve } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import { dots, type Place } from "./parts/points.js";
import { replicatesAt } from "./parts/replicateOf.js";
import { brief, sentences } from "./parts/sentences.js";
import { segment } from "./parts/shapes.js";
import { accent, crowd, fullWidth, rule } from "./parts/theme.js";

/** Options of {@link ppcResidualPlot}. */
export interface PpcResidualOptions {
  readonly title: string;
  /** Another quantity along the axis, one number for each observation, such as a predictor; predicted values otherwise. */
  readonly against?: { readonly name: string; readonly values: ArrayLike<number> };
  /** Seed of the randomisation. */
  readonly seed?: string;
  /** Pixels. */
  readonly width?: number;
}

/** Observations with neighbouring predictions. */
interface Bin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Quartiles of the residuals. */
  readonly quartiles: readonly [number, number, number];
}

const expectedQuartiles = [-0.6744897501960817, 0, 0.6744897501960817] as const;

/**
 * Randomised quantile residuals (Dunn and Smyth 1996, Journal of Computational and Graphical Statistics 5, 236-244), from where each
 * observation lies among its replicates. Where the model gives the data they are standard normal at every prediction, for counts and
 * binary responses too. The lines join their quartiles in bins of equally many observations; dashed is where those should be.
 *
 * @example ppcResidualPlot(replicates, { title: "Residuals" });
 */
export function ppcResidualPlot(replicates: Replicates, options: PpcResidualOptions): Chart {
  const { width = fullWidth, against, seed = "1" } = options;
  const height = width < 500 ? 270 : 320;
  const { observed, expected, draws } = replicates;
  const residuals = pit(replicates, stream(seed, "residuals")).map((u) => (Number.isNaN(u) ? NaN : normalQuantile(u)));
  const fitted = Array.from(
    observed,
    (_, i) => against?.values[i] ?? expected?.[i] ?? mean(replicatesAt(replicates, i)),
  );
  const known = Array.from(observed.keys())
    .filter((i) => Number.isFinite(fitted[i]) && Number.isFinite(residuals[i]))
    .sort((a, b) => fitted[a] - fitted[b] || a - b);
  const bins = binsOf(known, fitted, residuals);
  const key = legend(
    [
      { label: "residual", colour: crowd, marker: 0, noLine: true },
      { label: "quartiles of residuals", colour: accent },
      { label: "expected quartiles", colour: rule, dash: "5 4" },
    ],
    { left: 0, right: width, top: 0 },
  );
  // Less than 1 in 10,000 lies beyond.
  const reach = known.reduce((most, i) => Math.max(most, Math.abs(residuals[i])), 3);
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: {
      domain: extentOf(known.map((i) => fitted[i])),
      padding: 0.02,
      title: against?.name ?? `predicted ${replicates.name}`,
    },
    y: { domain: [-reach, reach], padding: 0.03, title: "residual, in sds", ticks: 6 },
  });
  const shown = pickEvenly(known.length, width < 500 ? 1000 : 1800);
  const line = (q: number): readonly Place[] =>
    bins.map(({ from, to, quartiles }) => [plot.x((from + to) / 2), plot.y(quartiles[q])]);
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(
      replicates,
      known.map((i) => residuals[i]),
      bins,
      against?.name,
      shown.length,
    ),
    table: {
      columns: ["from", "to", "observations", "25%", "50%", "75%"],
      rows: bins.map(({ from, to, n, quartiles }) => [from, to, n, ...quartiles]),
    },
    marks: [
      key.marks,
      plot.marks,
      dots(
        shown.map((k): Place => [plot.x(fitted[known[k]]), plot.y(residuals[known[k]])]),
        { fill: crowd, size: shown.length > 600 ? 2.5 : 4, opacity: 0.8, grid: 1 },
      ),
      draws.length === 0
        ? null
        : expectedQuartiles.map((q) =>
            segment(plot.left, plot.y(q), plot.right, plot.y(q), { stroke: rule, dash: "5 4", width: 1.25 }),
          ),
      [0, 1, 2].map((q) => curve(line(q), { stroke: accent, width: q === 1 ? 2.5 : 1.75 })),
    ],
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Up to 12 bins of at least 15 observations each; those with one prediction stay together. */
function binsOf(known: readonly number[], fitted: readonly number[], residuals: Float64Array): readonly Bin[] {
  const size = Math.max(15, Math.ceil(known.length / 12));
  const bins: Bin[] = [];
  for (let from = 0; from < known.length;) {
    let to = Math.min(from + size, known.length);
    while (to < known.length && fitted[known[to]] === fitted[known[to - 1]]) to++;
    // A rest too small to have quartiles joins the last bin.
    if (known.length - to < size / 2) to = known.length;
    const sorted = Float64Array.from(known.slice(from, to), (i) => residuals[i]).sort();
    const at = (p: number): number => quantileOfSorted(sorted, p);
    bins.push({
      from: fitted[known[from]],
      to: fitted[known[to - 1]],
      n: to - from,
      quartiles: [at(0.25), at(0.5), at(0.75)],
    });
    from = to;
  }
  return bins;
}

/** Bins whose median strays by more than three of its standard errors, 1.2533 / √n for a normal. */
function straying(bins: readonly Bin[]): readonly Bin[] {
  return bins.filter(({ n, quartiles }) => Math.abs(quartiles[1]) > (3 * 1.2533) / Math.sqrt(n));
}

function describe(
  { name, draws }: Replicates,
  residuals: readonly number[],
  bins: readonly Bin[],
  against: string | undefined,
  shown: number,
): string {
  if (residuals.length === 0) return `There are no observed values of ${brief(name)} with replicates.`;
  const n = residuals.length;
  const average = residuals.reduce((sum, value) => sum + value, 0) / n;
  const sd = Math.sqrt(
    residuals.reduce((sum, value) => sum + (value - average) * (value - average), 0) / Math.max(n - 1, 1),
  );
  const far = residuals.filter((value) => Math.abs(value) > 2).length;
  const off = straying(bins);
  return sentences(
    `Quantile residuals of ${count(n, "observation")} of ${brief(name)} against ${against === undefined ? "predicted values" : brief(against)}, from ${count(draws.length, "replicate")}.`,
    `Mean ${formatNumber(average, 2)}, sd ${formatNumber(sd, 2)}, where 0 and 1 are expected; ${formatPercent(far / n)} lie beyond 2, where 5% are expected.`,
    off.length === 0
      ? bins.length > 1 && "Their medians stay near 0 along the axis."
      : `Their median strays from 0 ${off.length === bins.length ? "everywhere" : `in ${count(off.length, "bin")} of ${bins.length}`}: ${off
          .slice(0, 3)
          .map(
            (bin) => `${formatNumber(bin.quartiles[1], 2)} from ${formatNumber(bin.from)} to ${formatNumber(bin.to)}`,
          )
          .join("; ")}.`,
    shown < n && `Drawn are ${shown} of them, evenly chosen.`,
  );
}
