/** Two peaks of a variable's draws with a valley between. */

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

/** A valley that is crossed more often than this per chain is no obstacle. */
const mostPassages = 25;

/**
 * The valley between the two main peaks of the draws of all chains; undefined where there is one peak, or where chains cross the valley
 * so often that it does no harm. Peaks are those of a smoothed histogram over all but the outermost half per cent.
 */
export function valleyOf(chains: readonly Float64Array[]): Valley | undefined {
  const all = Float64Array.from(chains.flatMap((chain) => Array.from(chain))).sort();
  const low = all[Math.floor(0.005 * (all.length - 1))]!;
  const high = all[Math.ceil(0.995 * (all.length - 1))]!;
  if (!(high > low)) return undefined;
  const counts = smoothed(histogram(all, low, high));
  const deepestCut = bestCut(counts);
  if (deepestCut === undefined) return undefined;
  const at = (bin: number): number => low + ((bin + 0.5) / bins) * (high - low);
  const peaks = [at(deepestCut.left), at(deepestCut.right)] as const;
  const passages = chains.reduce((sum, chain) => sum + passagesOf(chain, peaks), 0);
  return passages > mostPassages * chains.length ? undefined : { peaks, passages };
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

/** The cut with the deepest valley relative to the lower of the peaks on its sides. */
function bestCut(counts: Float64Array): { readonly left: number; readonly right: number } | undefined {
  const total = counts.reduce((a, b) => a + b, 0);
  let best: { left: number; right: number; depth: number } | undefined;
  let before = 0;
  for (let cut = 0; cut < bins; cut++) {
    before += counts[cut]!;
    if (before < leastMass * total || total - before < leastMass * total) continue;
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

/** Times that a chain, having been at one peak or beyond, comes to the other. */
function passagesOf(chain: Float64Array, [left, right]: readonly [number, number]): number {
  let side = 0;
  let passages = 0;
  for (const value of chain) {
    const now = value <= left ? -1 : value >= right ? 1 : 0;
    if (now === 0 || now === side) continue;
    if (side !== 0) passages++;
    side = now;
  }
  return passages;
}
