/** Two peaks of a variable's draws with a valley between. */
import { mean } from "../moments.js";

/** Where the peaks are, and how often chains go from one to the other. */
export interface Valley {
  readonly peaks: readonly [number, number];
  /** Passages from near one peak to near the other, of all chains. */
  readonly passages: number;
}

const bins = 60;

/** Height of the valley, as a share of the lower peak, below which peaks are apart. */
const deepest = 0.35;

/** Share of the draws that each peak must hold at least. */
const leastMass = 0.05;

/** Share of all draws of a peak that one chain stays at, of which it holds a twentieth or more. */
const leastStay = 0.01;

/** Draws that a chain stays at such a small peak, on average. */
const shortestStay = 15;

/** Draws that a jump between peaks may take, on average. */
const longestPassage = 3;

/** A valley that is crossed more often than this per chain is no obstacle. */
const mostPassages = 25;

/**
 * The valley between the two main peaks of the draws of all chains; undefined where there is one peak, where no chain jumps, and where
 * they do so often that it does no harm. Peaks are those of a smoothed histogram over all but the outermost half per cent.
 */
export function valleyOf(chains: readonly Float64Array[]): Valley | undefined {
  const all = Float64Array.from(chains.flatMap((chain) => Array.from(chain))).sort();
  const low = all[Math.floor(0.005 * (all.length - 1))]!;
  const high = all[Math.ceil(0.995 * (all.length - 1))]!;
  if (!(high > low)) return undefined;
  const counts = smoothed(histogram(all, low, high));
  return (
    valleyAt(bestCut(counts, leastMass), chains, low, high, 0) ??
    valleyAt(bestCut(counts, leastStay), chains, low, high, shortestStay)
  );
}

/** The valley of a cut, if chains jump over it, seldom, and stay on the smaller side for a while. */
function valleyAt(
  cut: Cut | undefined,
  chains: readonly Float64Array[],
  low: number,
  high: number,
  stay: number,
): Valley | undefined {
  if (cut === undefined) return undefined;
  const at = (bin: number): number => low + ((bin + 0.5) / bins) * (high - low);
  const peaks = [at(cut.left), at(cut.right)] as const;
  const each = chains.map((chain) => passagesOf(chain, peaks));
  const passages = each.reduce((sum, { count }) => sum + count, 0);
  const between = each.reduce((sum, one) => sum + one.between, 0);
  if (passages === 0 || passages > mostPassages * chains.length) return undefined;
  if (stay > 0) {
    const middle = (peaks[0] + peaks[1]) / 2;
    const shares = chains.map((chain) => chain.filter((value) => value > middle).length / chain.length);
    const smaller = mean(shares) > 0.5 ? shares.map((share) => 1 - share) : shares;
    if (Math.max(...smaller) < leastMass) return undefined;
    // A stay has two passages, or one where it lasts to the end.
    if (smaller.reduce((a, b) => a + b, 0) * chains[0]!.length < (stay * passages) / 2) return undefined;
  }
  // A chain that wanders is long on its way; one that jumps is not.
  return between > longestPassage * passages ? undefined : { peaks, passages };
}

function histogram(values: Float64Array, low: number, high: number): Float64Array {
  const counts = new Float64Array(bins);
  for (const value of values) {
    if (value < low || value > high) continue;
    const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    counts[bin] = counts[bin]! + 1;
  }
  return counts;
}

/** Averages of five bins, taken twice. */
function smoothed(counts: Float64Array): Float64Array {
  const once = (values: Float64Array) =>
    values.map((_, i) => {
      let sum = 0;
      for (let k = -2; k <= 2; k++) sum += values[Math.min(bins - 1, Math.max(0, i + k))]!;
      return sum / 5;
    });
  return once(once(counts));
}

/** Bins of the peaks on both sides of a cut. */
interface Cut {
  readonly left: number;
  readonly right: number;
}

/** The cut with the deepest valley relative to the lower of the peaks on its sides, with a share of the draws on each. */
function bestCut(counts: Float64Array, least: number): Cut | undefined {
  const total = counts.reduce((a, b) => a + b, 0);
  let best: { left: number; right: number; depth: number } | undefined;
  let before = 0;
  for (let cut = 0; cut < bins; cut++) {
    before += counts[cut]!;
    if (before < least * total || total - before < least * total) continue;
    const left = highest(counts, 0, cut);
    const right = highest(counts, cut + 1, bins);
    const depth = counts[cut]! / Math.min(counts[left]!, counts[right]!);
    if (depth < deepest && (best === undefined || depth < best.depth)) best = { left, right, depth };
  }
  return best;
}

function highest(counts: Float64Array, from: number, to: number): number {
  let at = from;
  for (let i = from; i < to; i++) if (counts[i]! > counts[at]!) at = i;
  return at;
}

interface Passages {
  readonly count: number;
  /** Draws spent in the middle third between the peaks, on the way. */
  readonly between: number;
}

/** Times that a chain goes from the third around one peak to that around the other. */
function passagesOf(chain: Float64Array, [left, right]: readonly [number, number]): Passages {
  const third = (right - left) / 3;
  let side = 0;
  let waiting = 0;
  let count = 0;
  let between = 0;
  for (const value of chain) {
    const now = value <= left + third ? -1 : value >= right - third ? 1 : 0;
    if (now === 0) waiting++;
    else {
      if (side !== 0 && now !== side) {
        count++;
        between += waiting;
      }
      side = now;
      waiting = 0;
    }
  }
  return { count, between };
}
