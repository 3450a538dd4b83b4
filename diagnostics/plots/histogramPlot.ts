/** Draws how often values occur: bars of equal width, or one bar a value where the values are few whole numbers. */
import { sortedQuantile } from "../quantile.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { finiteSorted } from "./parts/finiteSorted.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { coordinate } from "./parts/markup.js";
import { shownRange } from "./parts/shownRange.js";
import { area, lettering, marker, segment } from "./parts/shapes.js";
import { accent, fullWidth, ink, muted } from "./parts/theme.js";

/** Options of {@link histogramPlot}. */
export interface HistogramOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Name of the variable, for pages that mark draws. */
  readonly variable?: string;
  /** Number of bars, unless values are few whole numbers; by the rule of Freedman and Diaconis unless told. */
  readonly bins?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** A bar from `low` to `high`; both are the value itself where there is a bar for each value. */
interface Bar {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

interface Histogram {
  readonly discrete: boolean;
  readonly bars: readonly Bar[];
}

const mostValues = 40;
const mostBars = 60;

/**
 * A histogram of all draws with their median and 50% and 95% intervals below. Whole numbers that span at most 40 get a bar each.
 *
 * @param chains the draws of one variable, by chain
 */
export function histogramPlot(chains: readonly Float64Array[], options: HistogramOptions): Chart {
  const { width = fullWidth, height = 190 } = options;
  const sorted = finiteSorted(chains);
  const [low, high] = shownRange(sorted);
  const shown = sorted.filter((value) => value >= low && value <= high);
  const { discrete, bars } = histogram(shown, sorted.length, options.bins);
  const at = (p: number): number => (sorted.length === 0 ? NaN : sortedQuantile(sorted, p));
  const quantiles = [0.025, 0.25, 0.5, 0.75, 0.975].map(at);
  const [left, right] = [12, width - 12];
  const bottom = height - (options.axisTitle === undefined ? 26 : 44);
  const base = bottom - 16;
  const x = axisOf(bars, discrete, [left, right]);
  const tallest = bars.reduce((most, { share }) => Math.max(most, share), 0);
  const y = linearScale([0, tallest > 0 ? tallest : 1], [base, 12]);

  return drawing({
    width,
    height,
    title: options.title,
    description: describe(sorted, { discrete, bars }, quantiles, sorted.length - shown.length),
    table: {
      columns: ["from", "to", "share of draws"],
      rows: bars.map(({ low, high, share }) => [low, high, share]),
    },
    ...(options.variable === undefined
      ? {}
      : {
          panels: [
            {
              kind: "interval" as const,
              variable: options.variable,
              y: base + 8,
              box: [left, 12, right, bottom] as const,
              span: { low: x.domain()[0], high: x.domain()[1] },
            },
          ],
        }),
    marks: [
      bottomAxis(x, bottom, { count: 5, ...(options.axisTitle === undefined ? {} : { title: options.axisTitle }) }),
      area(barsPath(bars, discrete, x, y), accent),
      bars.length === 0 ? lettering((left + right) / 2, base / 2, "no draws", { anchor: "middle", fill: muted }) : null,
      segment(x(quantiles[0]), base + 8, x(quantiles[4]), base + 8, { stroke: ink, width: 1.25 }),
      segment(x(quantiles[1]), base + 8, x(quantiles[3]), base + 8, { stroke: ink, width: 4 }),
      marker(0, x(quantiles[2]), base + 8, ink, 60),
    ],
  });
}

function histogram(sorted: Float64Array, total: number, bins?: number): Histogram {
  const n = sorted.length;
  if (n === 0) return { discrete: false, bars: [] };
  const [low, high] = [sorted[0], sorted[n - 1]];
  if (high - low <= mostValues && sorted.every(Number.isInteger)) {
    const shares = new Float64Array(high - low + 1);
    for (const value of sorted) shares[value - low] += 1 / total;
    return { discrete: true, bars: Array.from(shares, (share, i) => ({ low: low + i, high: low + i, share })) };
  }
  if (!(high > low) || !Number.isFinite(high - low)) return { discrete: true, bars: [{ low, high: low, share: 1 }] };
  const number = bins ?? freedmanDiaconis(sorted);
  const step = (high - low) / number;
  const shares = new Float64Array(number);
  for (const value of sorted) shares[Math.min(number - 1, Math.floor((value - low) / step))] += 1 / total;
  return {
    discrete: false,
    bars: Array.from(shares, (share, i) => ({ low: low + i * step, high: low + (i + 1) * step, share })),
  };
}

/** Bars of width 2 IQR / n^(1/3) (Freedman & Diaconis 1981), 5 to 60 of them. */
function freedmanDiaconis(sorted: Float64Array): number {
  const n = sorted.length;
  const width = (2 * (sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25))) / cubeRoot(n);
  const number = width > 0 ? Math.ceil((sorted[n - 1] - sorted[0]) / width) : mostBars;
  return Math.max(5, Math.min(mostBars, number));
}

/** Newton's method from above, for counts. */
function cubeRoot(n: number): number {
  let root = Math.max(1, Math.sqrt(n));
  for (let i = 0; i < 40; i++) root -= (root - n / (root * root)) / 3;
  return root;
}

function axisOf(bars: readonly Bar[], discrete: boolean, range: readonly [number, number]): Scale {
  if (bars.length === 0) return linearScale([0, 1], range);
  const [low, high] = [bars[0].low, bars[bars.length - 1].high];
  // Bars of values need half a value of room on either side.
  return discrete ? linearScale([low - 0.6, high + 0.6], range) : linearScale([low, high], range, 0.01);
}

/** All bars in one path, a pixel apart. */
function barsPath(bars: readonly Bar[], discrete: boolean, x: Scale, y: Scale): string {
  return bars
    .filter(({ share }) => share > 0)
    .map(({ low, high, share }) => {
      const from = discrete ? x(low - 0.35) : x(low) + 0.5;
      const to = discrete ? x(high + 0.35) : x(high) - 0.5;
      return `M${coordinate(from)} ${coordinate(y(0))}V${coordinate(y(share))}H${coordinate(to)}V${coordinate(y(0))}z`;
    })
    .join("");
}

function describe(
  sorted: Float64Array,
  { bars, discrete }: Histogram,
  quantiles: readonly number[],
  cut: number,
): string {
  if (bars.length === 0) return "Histogram without draws.";
  const tallest = bars.reduce((a, b) => (b.share > a.share ? b : a));
  const where = discrete
    ? `Most frequent is ${formatNumber(tallest.low)}, with ${formatPercent(tallest.share)} of the draws.`
    : `The tallest bar, from ${formatNumber(tallest.low)} to ${formatNumber(tallest.high)}, holds ${formatPercent(tallest.share)} of the draws.`;
  return [
    `Histogram of ${count(sorted.length, "draw")} with ${count(bars.length, "bar")}.`,
    `Median ${formatNumber(quantiles[2])}, 95% interval ${formatNumber(quantiles[0])} to ${formatNumber(quantiles[4])}.`,
    where,
    cut === 0 ? "" : `${count(cut, "draw")} beyond the axis.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
