/** How many ranks fall into each of a few cells, and what uniform ranks would give. */
import { incompleteBeta } from "../../engine/math/incompleteBeta.js";

/** One cell. */
export interface RankCell {
  /** Lowest and highest rank in it. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly expected: number;
  /** Uniform ranks have a count outside with at most the probability left out, in this cell taken alone. */
  readonly low: number;
  readonly high: number;
}

/**
 * Counts of ranks in cells as even as ranks allow, with limits of the binomial law at each (Talts et al. 2018). The limits are those of
 * single cells: `ecdfDifference` and `calibrationOf` judge all together.
 *
 * @param ranks whole numbers from 0 to `most`
 * @param probability within the limits of a cell, 0.99 unless said otherwise
 * @example rankHistogram(ranks, 99, 20)[0] // { from: 0, to: 4, count: 12, expected: 10, low: 3, high: 19 }
 */
export function rankHistogram(
  ranks: ArrayLike<number>,
  most: number,
  cells = Math.min(20, most + 1),
  probability = 0.99,
): readonly RankCell[] {
  const edge = (cell: number) => Math.ceil((cell * (most + 1)) / cells);
  return Array.from({ length: cells }, (_, cell) => {
    const from = edge(cell);
    const to = edge(cell + 1) - 1;
    let count = 0;
    for (let i = 0; i < ranks.length; i++) if (ranks[i] >= from && ranks[i] <= to) count++;
    const share = (to - from + 1) / (most + 1);
    const miss = (1 - probability) / 2;
    return {
      ...{ from, to, count, expected: ranks.length * share },
      low: binomialQuantile(miss, ranks.length, share),
      high: ranks.length - binomialQuantile(miss, ranks.length, 1 - share),
    };
  });
}

/** The least count k with P(X ≤ k) of at least a probability; P(X ≤ k) is the upper tail at `share` of beta(k + 1, size - k). */
function binomialQuantile(probability: number, size: number, share: number): number {
  let k = 0;
  while (k < size && 1 - incompleteBeta(share, k + 1, size - k) < probability) k++;
  return k;
}
