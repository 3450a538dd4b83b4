/** Draws how often each count was observed against how often replicates have it, on the scale of square roots. */
import { scaleSqrt } from "d3";
import type { Replicates } from "../../engine/core/Replicates.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import type { Chart } from "./Chart.js";
import { linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { element, fragment, type Markup } from "./parts/markup.js";
import { dots, type Place } from "./parts/points.js";
import { curvesPanel, replicateCurves, singleReplicates } from "./parts/replicateCurves.js";
import { replicateOf } from "./parts/replicateOf.js";
import { brief, sentences } from "./parts/sentences.js";
import { box, lettering, segment } from "./parts/shapes.js";
import { textWidth } from "./parts/textWidth.js";
import { accent, crowd, faint, fullWidth, ink, muted, paleAccent, rule, second, smallSize } from "./parts/theme.js";

/** Options of {@link ppcRootogramPlot}. */
export interface PpcRootogramOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** `hanging` bars, the default, hang from the replicates' median; `standing` points stand beside the replicates' intervals. */
  readonly style?: "hanging" | "standing";
  /** Most bars; of a wider range several counts share one. */
  readonly bars?: number;
  /** Pixels. */
  readonly width?: number;
}

/** Counts from `from` to `to`; the last bin may be open. */
interface Bin {
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  /** 2.5%, 50% and 97.5% of the frequencies in replicates. */
  readonly replicated: readonly [low: number, middle: number, high: number];
}

/** Bins, and the frequencies of each replicate in them. */
interface Binned {
  readonly bins: readonly Bin[];
  readonly tables: readonly Float64Array[];
}

/**
 * A rootogram (Tukey 1972; Kleiber and Zeileis 2016, The American Statistician 70, 296-303). Of `hanging` bars the length is the square root
 * of the observed frequency; they hang from the square root of the replicates' median, so that a bar's foot shows the
 * difference, and the grey boxes at the ground are where 95% of replicates would put it. Thin lines join the feet of single replicates, each
 * with `data-draw`. Rare high counts share the last bar.
 *
 * @example ppcRootogramPlot(replicates, { title: "Number of ticks", style: "standing" });
 */
export function ppcRootogramPlot(replicates: Replicates, options: PpcRootogramOptions): Chart {
  const { width = fullWidth, style = "hanging", axisTitle = replicates.name } = options;
  const { bins, tables } = binsOf(replicates, options.bars ?? (width < 500 ? 20 : 40));
  const rows = singleReplicates(replicates);
  const height = width < 500 ? 270 : 310;
  const hanging = style === "hanging";
  const key = legend(
    hanging
      ? [
          { label: "observed, hanging from the median of replicates", colour: accent, fill: paleAccent, noLine: true },
          { label: "where 95% of replicates would end", colour: crowd, fill: crowd, noLine: true },
          { label: "ends outside", colour: second, fill: paleAccent },
        ]
      : [
          { label: "observed", colour: ink, marker: 0, noLine: true },
          { label: "replicates: median and 95%", colour: accent, fill: paleAccent },
          { label: "observed, outside", colour: second, marker: 3, noLine: true },
        ],
    { left: 0, right: width, top: 0 },
  );
  const top = key.height + 26;
  const bottom = height - 42;
  const most = bins.reduce((a, { observed, replicated }) => Math.max(a, observed, replicated[2]), 1);
  // The signed square root; bars and boxes may reach below the ground.
  const lowest = hanging ? bins.reduce((a, bin) => Math.min(a, ends(bin)[0], footOf(bin)), 0) : 0;
  const vertical = linearScale([lowest * 1.03, Math.sqrt(most) * 1.05], [bottom, top]);
  const left = frequencyTicks(most).reduce((a, tick) => Math.max(a, textWidth(formatNumber(tick), smallSize)), 14) + 8;
  const right = width - 10;
  const x = linearScale([-0.5, Math.max(bins.length, 1) - 0.5], [left, right]);
  const step = Math.abs(x(1) - x(0));
  const draw = hanging ? hangingBar : standingBar;
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(replicates, bins),
    table: {
      columns: [replicates.name, "observed frequency", "replicates 2.5%", "replicates 50%", "replicates 97.5%"],
      rows: bins.map((bin) => [labelOf(bin), bin.observed, ...bin.replicated]),
    },
    marks: [
      key.marks,
      lettering(0, key.height + 8, "frequency, square root scale", { fill: muted }),
      frequencyTicks(most).map((tick) => [
        segment(left, vertical(Math.sqrt(tick)), right, vertical(Math.sqrt(tick)), { stroke: faint }),
        lettering(left - 6, vertical(Math.sqrt(tick)), formatNumber(tick, 6), {
          anchor: "end",
          size: smallSize,
          fill: muted,
        }),
      ]),
      bins.map((bin, i) => draw(bin, x(i), step, vertical)),
      // Of a hanging bar the foot, where that replicate would put it.
      replicateCurves(replicates, rows, (row) =>
        bins.map(({ replicated }, i): Place => {
          const root = Math.sqrt(tables[row][i]);
          return [x(i), vertical(hanging ? Math.max(lowest, Math.sqrt(replicated[1]) - root) : root)];
        }),
      ),
      segment(left, vertical(0), right, vertical(0), { stroke: rule, width: 1.25 }),
      binLabels(bins, x, bottom, axisTitle, (left + right) / 2),
      hanging ? null : observedDots(bins, x, vertical),
    ],
    panels: [curvesPanel(replicates, rows)],
  });
}

function hangingBar(bin: Bin, x: number, step: number, y: Scale): Markup {
  const half = Math.max(1, Math.min(0.36 * step, 16));
  const start = Math.sqrt(bin.replicated[1]);
  const foot = footOf(bin);
  const [low, high] = ends(bin);
  const colour = isOutside(bin) ? second : accent;
  return fragment(
    box(x - half, y(start), 2 * half, y(foot) - y(start), paleAccent, colour),
    element("rect", {
      x: x - 1.4 * half,
      y: y(high),
      width: 2.8 * half,
      height: Math.max(y(low) - y(high), 1.5),
      fill: crowd,
      "fill-opacity": 0.45,
    }),
    segment(x - half, y(foot), x + half, y(foot), { stroke: colour, width: colour === accent ? 2 : 4 }),
  );
}

/** Where the observed bar ends. */
function footOf({ observed, replicated }: Bin): number {
  return Math.sqrt(replicated[1]) - Math.sqrt(observed);
}

/** Where 95% of replicates would let a bar end that hangs from their median. */
function ends({ replicated: [low, middle, high] }: Bin): readonly [number, number] {
  return [Math.sqrt(middle) - Math.sqrt(high), Math.sqrt(middle) - Math.sqrt(low)];
}

function standingBar({ replicated: [low, middle, high] }: Bin, x: number, step: number, y: Scale): Markup {
  const half = Math.max(1, Math.min(0.36 * step, 16));
  const [top, bottom] = [y(Math.sqrt(high)), y(Math.sqrt(low))];
  return fragment(
    box(x - half, top, 2 * half, Math.max(bottom - top, 1), paleAccent),
    segment(x - half, y(Math.sqrt(middle)), x + half, y(Math.sqrt(middle)), { stroke: accent, width: 1.75 }),
  );
}

function observedDots(bins: readonly Bin[], x: Scale, y: Scale): Markup {
  const place = (bin: Bin): Place => [x(bins.indexOf(bin)), y(Math.sqrt(bin.observed))];
  const outside = bins.filter(isOutside);
  return fragment(
    dots(bins.filter((bin) => !isOutside(bin)).map(place), { fill: ink, size: 5.5 }),
    outside.map((bin) => {
      const [px, py] = place(bin);
      return element("path", { d: `M${r(px)} ${r(py - 5)}l5 5-5 5-5-5z`, fill: second });
    }),
  );
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}

function isOutside({ observed, replicated: [low, , high] }: Bin): boolean {
  return observed < low || observed > high;
}

/** Under each bar, or under as many as have room. */
function binLabels(bins: readonly Bin[], x: Scale, bottom: number, title: string, middle: number): Markup {
  const wide = bins.some((bin) => bin.from !== bin.to) && bins.length > 1 && bins[0].from !== bins[0].to;
  let end = -Infinity;
  const last = bins.length - 1;
  const lastFrom = last < 0 ? Infinity : x(last) - textWidth(labelOf(bins[last]), smallSize) / 2;
  return fragment(
    bins.map((bin, i) => {
      const text = labelOf(bin);
      const half = textWidth(text, smallSize) / 2;
      // The last, which may be open, is always named.
      if (i !== last && (x(i) - half < end + 6 || x(i) + half > lastFrom - 6)) return null;
      // Even steps are easier to read than as many labels as fit.
      if (i !== last && !wide && bins.length > 24 && i % 5 !== 0) return null;
      end = x(i) + half;
      return lettering(x(i), bottom + 13, text, { anchor: "middle", size: smallSize, fill: muted });
    }),
    lettering(middle, bottom + 32, title, { anchor: "middle", fill: muted }),
  );
}

function labelOf({ from, to }: Bin): string {
  if (to === Infinity) return `${formatNumber(from, 6)}+`;
  return from === to ? formatNumber(from, 6) : `${formatNumber(from, 6)}–${formatNumber(to, 6)}`;
}

/** Round frequencies whose square roots lie apart. */
function frequencyTicks(most: number): readonly number[] {
  const scale = scaleSqrt().domain([0, most]).range([0, 1]);
  const kept: number[] = [];
  for (const tick of [0, ...scale.ticks(5), ...scale.ticks(20)].sort((a, b) => a - b)) {
    const isFar = kept.every((other) => Math.abs(scale(tick) - scale(other)) > 0.14);
    if (Number.isInteger(tick) && tick <= most && isFar) kept.push(tick);
  }
  return kept;
}

/** Bins of one width, the last open where the outermost half percent would need more. */
function binsOf(replicates: Replicates, most: number): Binned {
  const { observed, values, draws, outcome, trials } = replicates;
  const known = observed.filter(Number.isFinite);
  const pooled = Float64Array.from([...known, ...values.filter(Number.isFinite)]).sort();
  if (known.length === 0 || pooled.length === 0)
    return { bins: [], tables: Array.from(draws, () => new Float64Array(0)) };
  const sortedKnown = known.slice().sort();
  const upper = trials && outcome === "bounded" ? trials.reduce((a, b) => Math.max(a, b), 0) : Infinity;
  const all = pooled[pooled.length - 1];
  // Each observation counts, but one far out must not squeeze the rest.
  const [lower, third] = [quantileOfSorted(sortedKnown, 0.25), quantileOfSorted(sortedKnown, 0.75)];
  const usual = Math.min(quantileOfSorted(sortedKnown, 0.98), third + 4 * (third - lower) + 2);
  const others = values.filter(Number.isFinite).sort();
  const core = Math.max(others.length === 0 ? 1 : quantileOfSorted(others, 0.995), usual, 1);
  const start = pooled[0] <= most / 2 ? Math.min(0, pooled[0]) : pooled[0];
  const cut = Math.min(all, Math.ceil(core), upper);
  const step = Math.max(1, Math.ceil((cut - start + 1) / most));
  const bins = Math.max(1, Math.ceil((cut - start + 1) / step));
  const open = all > start + bins * step - 1;
  const size = bins + (open ? 1 : 0);
  const frequencies = (numbers: Float64Array): Float64Array => {
    const table = new Float64Array(size);
    for (const value of numbers) {
      if (Number.isFinite(value)) table[Math.min(size - 1, Math.max(0, Math.floor((value - start) / step)))]++;
    }
    return table;
  };
  const own = frequencies(observed);
  const tables = Array.from(draws, (_, k) => frequencies(replicateOf(replicates, k)));
  const counted = Array.from({ length: size }, (_, i): Bin => {
    const sorted = Float64Array.from(tables, (table) => table[i]).sort();
    const at = (p: number): number => (sorted.length === 0 ? 0 : quantileOfSorted(sorted, p));
    return {
      from: start + i * step,
      to: open && i === size - 1 ? Infinity : start + (i + 1) * step - 1,
      observed: own[i],
      replicated: [at(0.025), at(0.5), at(0.975)],
    };
  });
  return { bins: counted, tables };
}

function describe({ name, observed, draws }: Replicates, bins: readonly Bin[]): string {
  const known = observed.filter(Number.isFinite).length;
  if (bins.length === 0) return `There are no observed values of ${brief(name)}.`;
  const outside = bins.filter(isOutside);
  const zeros = bins[0].from === 0 && bins[0].to === 0 ? bins[0] : undefined;
  const words = ({ observed, replicated: [low, , high] }: Bin): string =>
    `${formatNumber(observed)} observed, ${formatNumber(low)} to ${formatNumber(high)} in 95% of replicates`;
  const worst = outside
    .filter((bin) => bin !== zeros)
    .sort((a, b) => excess(b) - excess(a))
    .slice(0, 3);
  return sentences(
    `Rootogram of ${count(known, "count")} of ${brief(name)} against ${count(draws.length, "replicate")}.`,
    outside.length === 0
      ? `All ${bins.length} observed frequencies lie within 95% of replicates.`
      : `${outside.length} of ${bins.length} observed frequencies lie outside 95% of replicates; about ${formatNumber(0.05 * bins.length, 2)} would by chance.`,
    zeros && `Zeros: ${words(zeros)}.`,
    worst.length > 0 && `Farthest off: ${worst.map((bin) => `${labelOf(bin)} (${words(bin)})`).join("; ")}.`,
  );
}

/** How far a frequency lies from the median, in half lengths of the interval on the scale of roots. */
function excess({ observed, replicated: [low, middle, high] }: Bin): number {
  const reach = Math.max((Math.sqrt(high) - Math.sqrt(low)) / 2, 0.25);
  return Math.abs(Math.sqrt(observed) - Math.sqrt(middle)) / reach;
}
