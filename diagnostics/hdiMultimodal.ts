/** Highest-density regions of several pieces, for draws with more than one mode. */
import { gridDensity } from "./gridDensity.js";
import type { GridDensity } from "./gridDensity.js";
import { checkLevel } from "./interval.js";
import { sampleOf } from "./sample.js";
import type { Reason } from "./statistic.js";

/** Ends of one piece. */
export interface Piece {
  readonly low: number;
  readonly high: number;
}

/** The region where the density is highest, as ascending pieces. */
export interface HighestDensityRegion {
  /** Empty where there is a reason. */
  readonly pieces: readonly Piece[];
  readonly reason?: Reason;
}

/** Whole numbers of at most so many values are taken for what they are. */
const mostValues = 200;

/**
 * The region of highest density that holds the probability, as many pieces as it has (Hyndman 1996, The American Statistician
 * 50:120). Of whole numbers with up to 200 values it is the most frequent ones, neighbours put together. Of others it is where an
 * estimate of the density is above a level (`gridDensity`); how many pieces there are depends on how smooth that is, so look at the
 * density too. Where there is one mode, `hdi` is exact.
 *
 * @throws RangeError if the probability is not between 0 and 1 or the chains are not of one length.
 * @example hdiMultimodal([twoModes], 0.9).pieces // [{ low: -5.6, high: -2.4 }, { low: 2.4, high: 5.6 }]
 */
export function hdiMultimodal(chains: readonly Float64Array[], probability: number): HighestDensityRegion {
  checkLevel(probability);
  const { sorted, reason } = sampleOf(chains);
  if (reason !== undefined) return { pieces: [], reason };
  const values = countsOf(sorted);
  return {
    pieces: values ? frequentPieces(values, sorted.length, probability) : densePieces(gridDensity(sorted), probability),
  };
}

/** How often each value occurs, or nothing where draws are not whole numbers or have many values. */
function countsOf(sorted: Float64Array): Map<number, number> | undefined {
  const counts = new Map<number, number>();
  for (const x of sorted) {
    counts.set(x, (counts.get(x) ?? 0) + 1);
    if (!Number.isInteger(x) || counts.size > mostValues) return undefined;
  }
  return counts;
}

function frequentPieces(counts: ReadonlyMap<number, number>, draws: number, probability: number): Piece[] {
  const chosen = new Set<number>();
  let held = 0;
  for (const [value, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (held >= probability * draws - 1e-9) break;
    chosen.add(value);
    held += count;
  }
  const pieces: Piece[] = [];
  for (const value of [...chosen].sort((a, b) => a - b)) {
    const last = pieces.at(-1);
    if (last && last.high === value - 1) pieces[pieces.length - 1] = { low: last.low, high: value };
    else pieces.push({ low: value, high: value });
  }
  return pieces;
}

function densePieces({ low, step, heights }: GridDensity, probability: number): Piece[] {
  const level = levelOf(heights, probability);
  const at = (i: number) => low + i * step;
  // Where the density crosses the level between two points, on a straight line between them.
  const crossing = (i: number) => at(i) + (step * (level - heights[i])) / (heights[i + 1] - heights[i]);
  const pieces: Piece[] = [];
  for (let i = 0; i < heights.length; i++) {
    if (heights[i] < level) continue;
    const first = i;
    while (i + 1 < heights.length && heights[i + 1] >= level) i++;
    pieces.push({
      low: first === 0 ? at(0) : crossing(first - 1),
      high: i + 1 === heights.length ? at(i) : crossing(i),
    });
  }
  return pieces;
}

/** The height above which the highest points hold the probability. */
function levelOf(heights: Float64Array, probability: number): number {
  const descending = heights.slice().sort().reverse();
  const wanted = probability * descending.reduce((sum, height) => sum + height, 0);
  let held = 0;
  let i = 0;
  while (held < wanted && i < descending.length) held += descending[i++];
  return descending[Math.max(0, i - 1)];
}
