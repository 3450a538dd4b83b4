/** Ranks of levels by their effects, draw by draw. */

/** A level's rank among the levels of its group; rank 1 is the highest effect. */
export interface RankSummary {
  readonly mean: number;
  /** Quantiles are ranks too: the smallest rank that at least this share of draws does not exceed. */
  readonly median: number;
  readonly "q2.5": number;
  readonly "q97.5": number;
  /** Probability of each rank, rank 1 first; where asked for. */
  readonly probabilities?: readonly number[];
}

/**
 * Ranks levels in each draw, 1 for the highest effect, and summarises each level's ranks over draws. Levels that tie in a
 * draw have the mean of the ranks they share, and share their probabilities equally.
 *
 * @param effects Draws of each level's effect, `[level][draw]`.
 * @param probabilities Whether the full matrix of probabilities is wanted: levels × levels numbers.
 * @example rankLevels([Float64Array.of(1, 1), Float64Array.of(2, 0)], true)[0].probabilities; // [0.5, 0.5]
 */
export function rankLevels(effects: readonly Float64Array[], probabilities = false): RankSummary[] {
  const levels = effects.length;
  const draws = effects[0]?.length ?? 0;
  // Ranks and their halves are exact in single precision.
  const ranks = new Float32Array(levels * draws);
  const counts = probabilities ? effects.map(() => new Float64Array(levels)) : undefined;
  const sorted = new Float64Array(levels);
  for (let d = 0; d < draws; d += 1) {
    for (let j = 0; j < levels; j += 1) sorted[j] = effects[j]![d]!;
    sorted.sort();
    for (let j = 0; j < levels; j += 1) {
      const value = effects[j]![d]!;
      const below = countBelow(sorted, value);
      let end = below;
      while (end < levels && sorted[end] === value) end += 1;
      ranks[j * draws + d] = levels - (below + end - 1) / 2;
      if (!counts) continue;
      for (let place = below; place < end; place += 1) counts[j]![levels - 1 - place]! += 1 / (end - below);
    }
  }
  return effects.map((_, j) => {
    const summary = summariseRanks(ranks.subarray(j * draws, (j + 1) * draws));
    return counts ? { ...summary, probabilities: Array.from(counts[j]!, (count) => count / draws) } : summary;
  });
}

/** Sorts the ranks it is given. */
function summariseRanks(ranks: Float32Array): RankSummary {
  ranks.sort();
  const n = ranks.length;
  let sum = 0;
  for (let d = 0; d < n; d += 1) sum += ranks[d]!;
  const at = (share: number) => ranks[Math.max(0, Math.ceil(share * n) - 1)] ?? NaN;
  return { mean: sum / n, median: at(0.5), "q2.5": at(0.025), "q97.5": at(0.975) };
}

/** How many of ascending numbers are below a value. */
function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
