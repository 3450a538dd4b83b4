/** How far the cumulative distribution of numbers strays from the uniform one, with a band for all points together. */
import { ecdfBand, tailOf } from "../../uniformity/ecdfBand.js";

/** Differences of cumulative shares at points between 0 and 1, ends included. */
export interface UniformEcdf {
  readonly size: number;
  readonly at: readonly number[];
  readonly difference: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Probability that uniform numbers stray as far somewhere. */
  readonly pValue: number;
  /** Mean minus 1/2, and mean squared distance to 1/2 minus 1/12, in their standard errors under uniformity. */
  readonly shift: number;
  readonly spread: number;
}

/** Chance that uniform numbers leave the band somewhere. */
export const bandMiss = 0.05;

/**
 * For numbers between 0 and 1, such as PIT values, looked at in up to 100 points (30 to 50 of thousands of numbers); those that are not finite are left out.
 *
 * @example uniformEcdf(Float64Array.of(0.1, 0.4, 0.8)).difference[0] // 0
 */
export function uniformEcdf(values: ArrayLike<number>): UniformEcdf {
  const known = Array.from(values).filter(Number.isFinite);
  // The work grows with the square root of the size times the number of points.
  const most = known.length > 5000 ? 30 : known.length > 1000 ? 50 : 100;
  const bins = Math.min(most, Math.max(10, known.length));
  // What equals an edge counts as below it, which matters for no continuous number.
  return fromCounts(
    known.map((value) => Math.min(bins - 1, Math.max(0, Math.ceil(value * bins) - 1))),
    bins,
  );
}

/**
 * For ranks from 0 to `draws`, looked at between neighbouring ranks, or between as many even groups of them as divide their number when
 * there are more than 100.
 *
 * @example ranksEcdf([0, 3, 3, 1], 3).at.length // 5
 */
export function ranksEcdf(ranks: ArrayLike<number>, draws: number): UniformEcdf {
  const values = draws + 1;
  let width = 1;
  for (let w = 1; w <= values; w++) {
    if (values % w !== 0 || values / w > 100) continue;
    // A number without fitting divisors is looked at in full.
    width = values / w >= 10 ? w : 1;
    break;
  }
  const known = Array.from(ranks).filter(Number.isFinite);
  return fromCounts(
    known.map((rank) => Math.floor(rank / width)),
    values / width,
  );
}

/** @param places of each number, the bin from 0 to bins − 1 */
function fromCounts(places: readonly number[], bins: number): UniformEcdf {
  const size = places.length;
  const counts = new Float64Array(bins);
  for (const place of places) counts[place]++;
  const below: number[] = [];
  let sum = 0;
  for (let i = 0; i < bins - 1; i++) below.push((sum += counts[i]));
  const at = Array.from({ length: bins + 1 }, (_, i) => i / bins);
  if (size === 0) {
    const none = at.map(() => NaN);
    return { size, at, difference: none, low: none, high: none, pValue: NaN, shift: NaN, spread: NaN };
  }
  const band = ecdfBand(size, bins);
  const bounds = band.bounds(tailOf(band, bandMiss));
  const ends = (inner: readonly number[]): readonly number[] => [0, ...inner.map((n, i) => n / size - at[i + 1]), 0];
  // Middles of bins: their mean is 1/2 and their variance 1/12 (1 − 1/bins²).
  const middles = places.map((place) => (place + 0.5) / bins - 0.5);
  const variance = (1 - 1 / (bins * bins)) / 12;
  const mean = middles.reduce((total, u) => total + u, 0) / size;
  const square = middles.reduce((total, u) => total + u * u, 0) / size;
  return {
    size,
    at,
    difference: ends(below),
    low: ends(bounds.map(([low]) => low)),
    high: ends(bounds.map(([, high]) => high)),
    pValue: band.probability(band.smallestTail(below)),
    shift: mean * Math.sqrt(size / variance),
    spread: (square - variance) * Math.sqrt(180 * size),
  };
}

/** Whether the difference leaves the band somewhere. */
export function leavesBand({ difference, low, high }: UniformEcdf): boolean {
  return difference.some((value, i) => value < low[i] || value > high[i]);
}
