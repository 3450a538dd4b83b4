/** Draws how the ranks of each chain's draws are spread: level histograms mean chains that agree. */
import type { Chart } from "./Chart.js";
import { averageRanks } from "./parts/averageRanks.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { fragment, type Markup } from "./parts/markup.js";
import { box, lettering, segment } from "./parts/shapes.js";
import { accent, band, fullWidth, muted, rule, second, smallSize } from "./parts/theme.js";

/** Options of {@link rankPlot}. */
export interface RankOptions {
  readonly title: string;
  /**
   * Sum of the effective sample sizes of the chains, each taken alone: draws that depend on each other make histograms
   * rougher, and the expected band is widened for it. The size over all chains together would not do, since it shrinks
   * when chains disagree, and the band would then hide just that. Without it the band is that of independent draws.
   */
  readonly effectiveSize?: number;
  readonly bins?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

// 99% of a normal: with 20 bins a chain, about one bar in five chains leaves the band by chance.
const z99 = 2.5758;
/** More lanes make a drawing that nobody reads. */
const mostLanes = 12;

/**
 * Rank histograms by chain (Vehtari et al. 2021), one lane each, with the band in which bars are expected when all
 * chains draw from one distribution. Of more than twelve chains those with the most bars outside are drawn; the table has all.
 *
 * @param chains the draws of one variable, by chain
 */
export function rankPlot(chains: readonly Float64Array[], options: RankOptions): Chart {
  const { width = fullWidth, bins = 20 } = options;
  const total = chains.reduce((sum, chain) => sum + chain.length, 0);
  const histograms = averageRanks(chains).map((ranks) => histogram(ranks, total, bins));
  const bands = chains.map((chain) => expectedBand(chain.length, total, bins, options.effectiveSize));
  const outside = histograms.map((bars, k) => bars.filter((bar) => bar < bands[k][0] || bar > bands[k][1]).length);
  const shown = mostStriking(outside);
  const height = options.height ?? Math.max(190, 40 + shown.length * 37);
  const tallest = Math.max(1, ...histograms.flat(), ...bands.map(([, high]) => high * 1.1));

  const left = 58;
  const right = width - 8;
  const top = 10;
  const bottom = height - 40;
  const lane = (bottom - top) / Math.max(1, shown.length);
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(shown.length, bins, outside, inflationOf(total, options.effectiveSize)),
    table: {
      columns: ["chain", "expected from", "expected to", "lowest bar", "highest bar", "bars outside"],
      rows: histograms.map((bars, k) => [
        k + 1,
        bands[k][0],
        bands[k][1],
        Math.min(...bars),
        Math.max(...bars),
        outside[k],
      ]),
    },
    marks: [
      shown.map((k, i) => {
        const base = top + (i + 1) * lane - 3;
        const toHeight = (n: number): number => (n / tallest) * (lane - 8);
        return laneOf(histograms[k], bands[k], { k, left, right, base, toHeight });
      }),
      [0, 0.5, 1].map((share) =>
        lettering(left + share * (right - left), bottom + 11, String(Math.round(share * total)), {
          anchor: share === 0 ? "start" : share === 1 ? "end" : "middle",
          size: smallSize,
          fill: muted,
        }),
      ),
      lettering((left + right) / 2, bottom + 30, "rank among all draws", { anchor: "middle", fill: muted }),
    ],
  });
}

/** All chains in order, or of many those with the most bars outside. */
function mostStriking(outside: readonly number[]): readonly number[] {
  return Array.from(outside.keys())
    .sort((a, b) => outside[b] - outside[a] || a - b)
    .slice(0, mostLanes)
    .sort((a, b) => a - b);
}

interface Lane {
  readonly k: number;
  readonly left: number;
  readonly right: number;
  readonly base: number;
  readonly toHeight: (n: number) => number;
}

function laneOf(bars: readonly number[], [low, high]: readonly [number, number], lane: Lane): Markup {
  const { left, right, base, toHeight } = lane;
  const step = (right - left) / bars.length;
  return fragment(
    box(left, base - toHeight(high), right - left, toHeight(high - low), band),
    bars.map((bar, i) => {
      const out = bar < low || bar > high;
      // Bars beyond the band are dark and wider, so that they stand out without colour.
      return box(
        left + i * step + (out ? 0.5 : 1.5),
        base - toHeight(bar),
        step - (out ? 1 : 3),
        toHeight(bar),
        out ? second : accent,
      );
    }),
    segment(left, base, right, base, { stroke: rule }),
    lettering(left - 8, base - toHeight(high) / 2, `chain ${lane.k + 1}`, {
      anchor: "end",
      size: smallSize,
      fill: muted,
    }),
  );
}

function histogram(ranks: Float64Array, total: number, bins: number): readonly number[] {
  const bars = new Array<number>(bins).fill(0);
  for (const rank of ranks) {
    if (!Number.isNaN(rank)) bars[Math.min(bins - 1, Math.floor(((rank - 0.5) / total) * bins))] += 1;
  }
  return bars;
}

/** Where 99% of bars are expected: hypergeometric mean and variance, the latter times draws per effective draw. */
function expectedBand(draws: number, total: number, bins: number, effectiveSize?: number): readonly [number, number] {
  const mean = draws / bins;
  const inflation = inflationOf(total, effectiveSize);
  const finite = total > draws ? 1 - draws / total : 1;
  const margin = z99 * Math.sqrt(mean * (1 - 1 / bins) * finite * inflation);
  return [Math.max(0, mean - margin), mean + margin];
}

/** Draws per effective draw, 1 at least. */
function inflationOf(total: number, effectiveSize?: number): number {
  return effectiveSize !== undefined && effectiveSize > 0 ? Math.max(1, total / effectiveSize) : 1;
}

function describe(lanes: number, bins: number, outside: readonly number[], inflation: number): string {
  const chains = outside.length;
  const out = outside.reduce((a, b) => a + b, 0);
  return [
    `Rank histograms of ${count(chains, "chain")} with ${bins} bars each.`,
    out === 0
      ? "All bars lie within the band expected when the chains agree."
      : `${formatNumber(out)} of ${chains * bins} bars lie outside the band expected when the chains agree (about ${formatNumber(Math.max(1, Math.round(chains * bins * 0.01)))} by chance).`,
    inflation > 10
      ? `The band is wide, since ${formatNumber(Math.round(inflation))} draws are worth one independent draw: it would hide all but the largest disagreement.`
      : "",
    lanes < chains ? `Drawn are the ${lanes} chains with the most bars outside.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
