/** Draws how well leaving out each observation can be computed from the draws at hand. */
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import { pointLabels } from "./parts/pointLabels.js";
import { crosses, dots, type Place } from "./parts/points.js";
import { brief, listed, sentences } from "./parts/sentences.js";
import { lettering, segment } from "./parts/shapes.js";
import { alarm, crowd, fullWidth, muted, rule, second, smallSize } from "./parts/theme.js";

/** Options of {@link paretoKPlot}. */
export interface ParetoKOptions {
  readonly title: string;
  /** Above it an estimate is not reliable: min(1 − 1/log10 S, 0.7) for S draws. */
  readonly threshold: number;
  /** What the observations are called; numbered where it is left out. */
  readonly labels?: readonly string[];
  /** Names drawn beside the highest, 6 by default. */
  readonly named?: number;
  /** Pixels. */
  readonly width?: number;
}

/** Points drawn of either kind: of more the highest, and an even selection of those that are reliable. */
const mostBad = 300;
const mostGood = 1200;

/**
 * Pareto k of each observation, with the threshold above which importance sampling fails (Vehtari, Simpson, Gelman, Yao and Gabry
 * 2024, Journal of Machine Learning Research 25(72)). The worst are named.
 *
 * @param k one number for each observation; infinite where the tail is too short to be judged
 * @example
 * const { pointwise, threshold, labels } = await loo(posterior);
 * paretoKPlot(pointwise.paretoK, { title: "Pareto k", threshold, labels });
 */
export function paretoKPlot(k: ArrayLike<number>, options: ParetoKOptions): Chart {
  const { width = fullWidth, threshold, labels, named = 6 } = options;
  const height = width < 500 ? 260 : 290;
  const values = Array.from(k);
  const nameOf = (i: number): string => labels?.[i] ?? `observation ${i + 1}`;
  const known = values.filter(Number.isFinite);
  const high = Math.max(1.05, known.reduce((a, b) => Math.max(a, b), 0) + 0.1);
  const low = Math.min(-0.05, known.reduce((a, b) => Math.min(a, b), 0) - 0.05);
  const key = legend(
    [
      { label: "reliable", colour: crowd, marker: 0, noLine: true },
      { label: "not reliable", colour: second, cross: true, noLine: true },
      { label: "useless", colour: alarm, cross: true, noLine: true },
    ],
    { left: 0, right: width, top: 0 },
  );
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: { domain: [0.5, Math.max(values.length, 1) + 0.5], title: "observation" },
    y: { domain: [low, high], title: "Pareto k", ticks: 5 },
  });
  // What is infinite stands at the upper edge.
  const place = (i: number): Place => [
    plot.x(i + 1),
    Number.isNaN(values[i]) ? NaN : plot.y(Math.min(values[i], high)),
  ];
  const numbers = Array.from(values.keys());
  const bad = numbers.filter((i) => values[i] > threshold).sort((a, b) => values[b] - values[a] || a - b);
  const good = numbers.filter((i) => values[i] <= threshold);
  const marked = bad.slice(0, mostBad);
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(values, threshold, bad.map(nameOf), bad.length > 0 ? values[bad[0]] : NaN),
    table: {
      columns: ["observation", "Pareto k"],
      // Of thousands the worst are what a reader looks for.
      rows: [...numbers]
        .sort((a, b) => rank(values[b]) - rank(values[a]) || a - b)
        .slice(0, 500)
        .map((i) => [nameOf(i), values[i]]),
    },
    marks: [
      key.marks,
      plot.marks,
      [threshold, 1]
        .filter((limit) => limit < high)
        .map((limit) =>
          segment(plot.left, plot.y(limit), plot.right, plot.y(limit), {
            stroke: limit === 1 ? alarm : rule,
            dash: "5 4",
            width: 1.25,
          }),
        ),
      dots(
        pickEvenly(good.length, mostGood).map((k) => place(good[k])),
        { fill: crowd, size: values.length > 400 ? 2.5 : 4 },
      ),
      crosses(marked.filter((i) => values[i] <= 1).map(place), { stroke: second, width: 2 }),
      crosses(marked.filter((i) => values[i] > 1).map(place), { stroke: alarm, width: 2 }),
      lettering(plot.right - 2, plot.y(threshold) - 8, `${formatNumber(threshold, 2)}`, {
        anchor: "end",
        size: smallSize,
        fill: muted,
        halo: true,
      }),
      pointLabels(
        bad.slice(0, named).map((i) => ({ text: nameOf(i), at: place(i) })),
        plot,
      ),
    ],
  });
}

function rank(k: number): number {
  return Number.isNaN(k) ? Infinity : k;
}

function describe(values: readonly number[], threshold: number, bad: readonly string[], highest: number): string {
  const n = values.length;
  if (n === 0) return "There are no observations.";
  const missing = values.filter(Number.isNaN).length;
  const useless = values.filter((k) => k > 1).length;
  const limit = formatNumber(threshold, 2);
  return sentences(
    `Pareto k of ${count(n, "observation")}.`,
    bad.length === 0
      ? `All are at most ${limit}: leaving out one observation at a time can be computed from these draws.`
      : `${bad.length} of ${n} (${formatPercent(bad.length / n)}) exceed ${limit}${useless > 0 ? `, ${useless} of them 1` : ""}: the estimates for these are not reliable.`,
    bad.length > 0 &&
      `Highest: ${listed(bad.slice(0, 5).map(brief))}, up to ${formatNumber(highest, 2)}. Such observations move the posterior much when they are left out: look whether they are right, and use moment matching or fit without them.`,
    missing > 0 && `${count(missing, "observation")} ${missing === 1 ? "has" : "have"} no value.`,
    n - bad.length > mostGood && `Of those that are reliable ${mostGood} are drawn, evenly chosen.`,
    bad.length > mostBad && `Of the others the ${mostBad} highest are drawn.`,
    n > 500 && "The table holds the 500 highest.",
  );
}
