/** Cumulative distributions less the uniform one, with the band that they stay in together: what a figure shows. */
import type { Reason } from "../statistic.js";
import { countsOfChains } from "./countsOfChains.js";
import { ecdfBand, ecdfBandOfChains, tailOf } from "./ecdfBand.js";
import type { EcdfBand } from "./ecdfBand.js";
import { ownersOf } from "./ownersOf.js";
import { thinned } from "./thinned.js";

/** How it is looked at. */
export interface EcdfOptions {
  /** Points are i/bins. At most 50 unless said otherwise, fewer of few numbers. */
  readonly bins?: number;
  /** Probability that uniform numbers stay within the band: 0.95 unless said otherwise. */
  readonly probability?: number;
}

/** Curves and their band at the same points. */
export interface EcdfDifference {
  /** 0, 1/bins, …, 1; empty where there is a reason. */
  readonly points: Float64Array;
  /** Share at most each point, less the point: one curve for each chain. */
  readonly curves: readonly Float64Array[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly probability: number;
  /** For each curve, at how many points it is outside the band. */
  readonly outside: readonly number[];
  /** Probability that uniform numbers would stray as far somewhere; the smallest curve's, of all curves together. */
  readonly pValue: number;
  /** Numbers behind each curve. */
  readonly size: number;
  readonly reason?: Reason;
}

/**
 * PIT values, or other numbers that ought to be uniform on [0, 1], against the uniform distribution. They are taken for
 * independent.
 *
 * @throws RangeError for a value outside [0, 1].
 * @example ecdfDifference(pitValues).pValue
 */
export function ecdfDifference(values: Float64Array, options: EcdfOptions = {}): EcdfDifference {
  if (values.length === 0) return nothing("noDraws", options);
  if (values.some((u) => u !== u)) return nothing("nonfinite", options);
  const strange = values.find((u) => u < 0 || u > 1);
  if (strange !== undefined) throw new RangeError(`numbers in [0, 1] are needed, got ${strange}`);
  const bins = binsOf(values.length, options);
  const sorted = values.slice().sort();
  let at = 0;
  const counts = Int32Array.from({ length: bins - 1 }, (_, i) => {
    while (at < sorted.length && sorted[at] <= (i + 1) / bins) at++;
    return at;
  });
  return differences(ecdfBand(values.length, bins), [counts], options);
}

/**
 * The ranks of each chain's draws among those of all chains, against the uniform distribution: chains that agree stay within the
 * band (Säilynoja et al. 2022). Chains are thinned to independence first (`thinned`). A trend that chains have in common does not show:
 * give halves of chains for that.
 *
 * @param chains equal lengths, two or more
 * @throws RangeError if the chains are not of one length.
 * @example rankEcdfDifference(chains).outside // [0, 0, 7, 0]: the third chain differs
 */
export function rankEcdfDifference(chains: readonly Float64Array[], options: EcdfOptions = {}): EcdfDifference {
  const kept = thinned(chains);
  const { owners, reason } = ownersOf(kept);
  if (reason !== undefined) return nothing(reason, options);
  const draws = kept[0].length;
  const bins = binsOf(draws, options);
  const counts = countsOfChains(owners, kept.length, bins);
  return differences(ecdfBandOfChains(draws, kept.length, bins), counts, options);
}

function binsOf(size: number, { bins = 50 }: EcdfOptions): number {
  return Math.max(2, Math.min(bins, size));
}

/** @param counts for each curve, numbers at most each point within */
function differences(
  band: EcdfBand,
  counts: readonly Int32Array[],
  { probability = 0.95 }: EcdfOptions,
): EcdfDifference {
  const { size, bins } = band;
  const limits = band.bounds(tailOf(band, 1 - probability));
  const points = Float64Array.from({ length: bins + 1 }, (_, i) => i / bins);
  const less = (count: (i: number) => number) =>
    points.map((point, i) => (i === 0 || i === bins ? 0 : count(i - 1) / size - point));
  const tails = counts.map((curve) => band.smallestTail(curve));
  return {
    points,
    curves: counts.map((curve) => less((i) => curve[i])),
    lower: less((i) => limits[i][0]),
    upper: less((i) => limits[i][1]),
    probability,
    outside: counts.map((curve) => curve.filter((count, i) => count < limits[i][0] || count > limits[i][1]).length),
    pValue: band.probability(Math.min(...tails)),
    size,
  };
}

function nothing(reason: Reason, { probability = 0.95 }: EcdfOptions): EcdfDifference {
  const none = new Float64Array(0);
  return {
    ...{ points: none, curves: [], lower: none, upper: none, outside: [] },
    ...{ probability, pValue: NaN, size: 0, reason },
  };
}
