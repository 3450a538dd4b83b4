/** Draws the path of each chain, thinned to what a screen can show, with divergent draws marked. */
import { rhatLimit } from "../limits.js";
import { rhat } from "../rhat.js";
import type { Chart } from "./Chart.js";
import { extentOf, leftAxis, leftAxisWidth, linearScale, bottomAxis, type Scale } from "./parts/axes.js";
import { decimate } from "./parts/decimate.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatNumber } from "./parts/formatNumber.js";
import { fragment, type Markup } from "./parts/markup.js";
import { polylines, type Place } from "./parts/points.js";
import { lettering, marker, openPath, segment } from "./parts/shapes.js";
import { alarm, chainColour, fullWidth, muted, smallSize } from "./parts/theme.js";

/** Options of {@link tracePlot}. */
export interface TraceOptions {
  readonly title: string;
  /** 1 where the draw diverged, by chain. */
  readonly divergent?: readonly Float64Array[];
  /** R-hat where it is known already; computed when absent. */
  readonly rhat?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Points drawn per chain at most; one per pixel column when absent, fewer of many chains. */
  readonly points?: number;
}

/** Of all chains together: more make a drawing heavy and show nothing new. */
const mostPoints = 2800;

/**
 * A trace plot. The column at the right shows the mean of each chain with its middle half, by number and shape.
 *
 * @param chains the draws of one variable, by chain
 */
export function tracePlot(chains: readonly Float64Array[], options: TraceOptions): Chart {
  const { width = fullWidth, height = 190, divergent = [] } = options;
  const top = 10;
  const bottom = height - 40;
  const longest = chains.reduce((most, chain) => Math.max(most, chain.length), 1);
  const y = linearScale(extentOf(extremes(chains)), [bottom - 4, top], 0.02);
  const left = leftAxisWidth(y);
  const strip = Math.min(72, 10 + chains.length * 14);
  const right = width - strip - 24;
  const x = linearScale([1, Math.max(2, longest)], [left, right]);
  const places = divergent.map((flags) => positionsOf(flags));
  const points = options.points ?? Math.min(right - left, mostPoints / Math.max(1, chains.length));
  const buckets = Math.max(8, Math.floor(points / 2));

  return drawing({
    width,
    height,
    title: options.title,
    description: describe(chains, places, options.rhat),
    table: {
      columns: ["chain", "draws", "mean", "sd", "lowest", "highest", "divergent draws"],
      rows: chains.map((chain, k) => {
        const { mean, sd, low, high } = momentsOf(chain);
        return [k + 1, chain.length, mean, sd, low, high, places[k]?.length ?? 0];
      }),
    },
    marks: [
      leftAxis(y, left, { right }),
      bottomAxis(x, bottom, { count: 5, title: "draw" }),
      chains.map((chain, k) => path(chain, k, x, y, buckets)),
      rug(places.flat(), x, bottom),
      lettering(right + 24 + (strip - 10) / 2, bottom + 32, "chain", { anchor: "middle", fill: muted }),
      chains.map((chain, k) => {
        const step = (strip - 10) / chains.length;
        const at = right + 24 + (k + 0.5) * step;
        return [summary(chain, k, at, y, step), numbered(k, chains.length, step) ? number(k, at, bottom) : null];
      }),
    ],
  });
}

function path(chain: Float64Array, k: number, x: Scale, y: Scale, buckets: number): Markup {
  const points = decimate(chain, buckets);
  const trace = polylines([points.map((p): Place => [x(p.index + 1), y(p.value)])]);
  return openPath(trace, { stroke: chainColour(k), width: 0.8, opacity: 0.75 });
}

/** Mean and middle half of one chain, so that chains that disagree show it even where lines cover each other. */
function summary(chain: Float64Array, k: number, at: number, y: Scale, room: number): Markup {
  const { mean, q25, q75 } = momentsOf(chain);
  const colour = chainColour(k);
  return fragment(
    segment(at, y(q25), at, y(q75), { stroke: colour, width: Math.min(2, room / 2) }),
    marker(k, at, y(mean), colour, Math.min(50, room * room)),
  );
}

function number(k: number, at: number, bottom: number): Markup {
  return lettering(at, bottom + 13, String(k + 1), { anchor: "middle", size: smallSize, fill: muted });
}

/** All chains have their number where there is room, else the first and every so many. */
function numbered(k: number, chains: number, step: number): boolean {
  const room = 4 + 8 * String(chains).length;
  return k % Math.ceil(room / step) === 0;
}

/** One tick per divergent draw, at most one per half pixel. */
function rug(draws: readonly number[], x: Scale, bottom: number): Markup {
  const columns = [...new Set(draws.map((draw) => Math.round(x(draw) * 2) / 2))];
  return openPath(columns.map((at) => `M${at} ${bottom - 8}v8`).join(""), { stroke: alarm, width: 1.2 });
}

function describe(chains: readonly Float64Array[], places: readonly (readonly number[])[], known?: number): string {
  const means = chains.map((chain) => formatNumber(momentsOf(chain).mean));
  const diverged = places.reduce((total, place) => total + place.length, 0);
  return [
    `Trace of ${count(chains.length, "chain")} of ${formatNumber(chains[0]?.length ?? 0)} draws.`,
    `Chain means: ${means.join(", ")}.`,
    agreement(chains, known),
    diverged === 0 ? "No draw diverged." : `${count(diverged, "draw")} diverged, marked below the lines.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** R-hat in words; empty where it cannot be computed, since why is said elsewhere. */
function agreement(chains: readonly Float64Array[], known?: number): string {
  if (chains.length === 0 || chains.some(({ length }) => length !== chains[0].length)) return "";
  const value = known ?? rhat(chains).value;
  if (Number.isNaN(value)) return "";
  const halves = chains.length === 1 ? "the halves of the chain" : "the chains";
  return `R-hat ${formatFixed(value, 3)}: ${halves} ${value > rhatLimit ? "disagree" : "agree"}.`;
}

function positionsOf(flags: Float64Array): readonly number[] {
  return Array.from(flags.keys()).flatMap((i) => (flags[i] === 1 ? [i + 1] : []));
}

function* extremes(chains: readonly Float64Array[]): Generator<number> {
  for (const chain of chains) yield* chain;
}

/** Mean, sd and order statistics of the finite values of a chain; NaN where there are none. */
function momentsOf(chain: Float64Array): Record<"mean" | "sd" | "low" | "high" | "q25" | "q75", number> {
  const sorted = chain.filter(Number.isFinite).sort();
  const n = sorted.length;
  if (n === 0) return { mean: NaN, sd: NaN, low: NaN, high: NaN, q25: NaN, q75: NaN };
  const mean = sorted.reduce((a, b) => a + b / n, 0);
  const sd = n > 1 ? Math.sqrt(sorted.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (n - 1)) : NaN;
  const at = (p: number): number => sorted[Math.round(p * (n - 1))];
  return { mean, sd, low: sorted[0], high: sorted[n - 1], q25: at(0.25), q75: at(0.75) };
}
