/** How far a cumulative distribution may stray from the uniform one, at all points together. */
import { exp } from "../../engine/math/exp.js";
import { expm1 } from "../../engine/math/expm1.js";
import { log } from "../../engine/math/log.js";
import { log1p } from "../../engine/math/log1p.js";
import { chainPath, uniformPath } from "./countPath.js";
import type { CountPath } from "./countPath.js";

/**
 * Probabilities about counts of uniform numbers below i/bins, i = 1, …, bins - 1, at all points together (Säilynoja, Bürkner and
 * Vehtari 2022, Statistics and Computing 32:32, section 2.2). A band keeps, at each point, the counts whose two-sided tail
 * probability is above one bound, the same at all points.
 */
export interface EcdfBand {
  /** Numbers that are counted. */
  readonly size: number;
  readonly bins: number;
  /** The least two-sided tail probability of the counts at the points. */
  smallestTail(counts: ArrayLike<number>): number;
  /** Probability that uniform numbers have a smallest tail of at most this: the p-value of one. */
  probability(tail: number): number;
  /** Counts that are inside at each point when the smallest tail is above `tail`, the ends included. */
  bounds(tail: number): readonly (readonly [low: number, high: number])[];
}

/**
 * The band for `size` independent numbers: exact, for PIT values, and for ranks from 0 to bins - 1, which are counted below 1, …,
 * bins - 1.
 *
 * @example
 * const band = ecdfBand(100, 20);
 * band.bounds(tailOf(band, 0.05))[9] // [37, 63]: counts below 1/2
 */
export function ecdfBand(size: number, bins: number): EcdfBand {
  return bandOf(uniformPath(size, bins), bins, (one) => one);
}

/**
 * The band for the ranks of each of several chains among the draws of all, all chains together. Draws must be as good as
 * independent: thin them first. The probability is exact for one chain and for two, whose counts mirror one another. Three chains and more
 * are taken as independent of each other; since their counts sum to a constant, that overstates the probability by a tenth of itself
 * with three chains, by a fifteenth with four (20,000 simulations of 100 draws at 20 and 50 points).
 *
 * @param draws of each chain
 */
export function ecdfBandOfChains(draws: number, chains: number, bins: number): EcdfBand {
  return bandOf(chainPath(draws, chains, bins), bins, (one) => (chains < 3 ? one : -expm1(chains * log1p(-one))));
}

/**
 * The widest tail bound whose band uniform numbers leave with at most this probability. Counts are whole, so the probability is
 * often a little smaller.
 *
 * @example tailOf(ecdfBand(100, 20), 0.05) // 0.0085…
 */
export function tailOf(band: EcdfBand, probability: number): number {
  const excess = (tail: number) => log(Math.max(band.probability(tail), 1e-300) / probability);
  // Bonferroni's bound, or one below it where there are several chains.
  let low = probability / band.bins;
  let below = excess(low);
  while (below > 0) below = excess((low /= 4));
  let high = 1;
  let above = excess(high);
  let side = 0;
  // The logarithm of the probability is nearly linear in that of the tail: regula falsi, halving an end that stays (Illinois).
  for (let step = 0; step < 60 && high / low > 1 + 1e-6 && !sameBounds(band.bounds(low), band.bounds(high)); step++) {
    const share = Math.min(0.95, Math.max(0.05, below / (below - above)));
    const middle = low * exp(share * log(high / low));
    const value = excess(middle);
    if (value <= 0) {
      low = middle;
      below = value;
      if (side === -1) above /= 2;
      side = -1;
    } else {
      high = middle;
      above = value;
      if (side === 1) below /= 2;
      side = 1;
    }
  }
  return low;
}

type Bounds = ReturnType<EcdfBand["bounds"]>;

function sameBounds(a: Bounds, b: Bounds): boolean {
  return a.every(([low, high], i) => low === b[i][0] && high === b[i][1]);
}

/** @param together the probability that some path leaves, from that of one */
function bandOf(path: CountPath, bins: number, together: (one: number) => number): EcdfBand {
  const tails = path.marginals.map(twoSidedTails);
  const bounds = (tail: number) => tails.map((point) => inside(point, tail));
  return {
    size: path.size,
    bins,
    smallestTail: (counts) => tails.reduce((least, point, i) => Math.min(least, point[counts[i]]), 1),
    // Rounding leaves errors of about 1e-11.
    probability: (tail) => together(Math.min(1, Math.max(0, 1 - staying(path, bounds(tail))))),
    bounds,
  };
}

/** Twice the smaller of the probabilities of at most, and of at least, each count. */
function twoSidedTails(probabilities: Float64Array): Float64Array {
  const tails = new Float64Array(probabilities.length);
  for (let k = tails.length - 1, sum = 0; k >= 0; k--) tails[k] = sum += probabilities[k];
  for (let k = 0, sum = 0; k < tails.length; k++) {
    sum += probabilities[k];
    tails[k] = Math.min(1, 2 * Math.min(sum, tails[k]));
  }
  return tails;
}

/** The counts whose tail is above a bound: tails rise and fall once. Nothing, [1, 0], where there is none. */
function inside(tails: Float64Array, bound: number): readonly [low: number, high: number] {
  let low = 0;
  let high = tails.length - 1;
  while (low < tails.length && !(tails[low] > bound)) low++;
  while (high > low && !(tails[high] > bound)) high--;
  return low < tails.length ? [low, high] : [1, 0];
}

/** Probability that a path is within bounds at all points. */
function staying({ size, steps, total }: CountPath, bounds: Bounds): number {
  // weights[k - from]: of paths within bounds so far that have come to k.
  let weights: Float64Array = Float64Array.of(1);
  let from = 0;
  for (let i = 0; i < steps.length; i++) {
    const [low, high] = i < bounds.length ? bounds[i] : [size, size];
    const next = new Float64Array(Math.max(0, high - low + 1));
    spread(weights, steps[i], from - low, next);
    weights = next;
    from = low;
  }
  return weights.length === 0 ? 0 : weights[0] / total;
}

/** Adds weights[r] step[k] to out[r + k + shift] wherever that exists. */
function spread(weights: Float64Array, step: Float64Array, shift: number, out: Float64Array): void {
  for (let r = 0; r < weights.length; r++) {
    const weight = weights[r];
    const first = Math.max(0, -(r + shift));
    const last = Math.min(step.length, out.length - r - shift);
    for (let k = first, at = r + shift + first; k < last; k++, at++) out[at] += weight * step[k];
  }
}
