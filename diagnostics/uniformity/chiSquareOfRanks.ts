/** Pearson's test that ranks are uniform. */
import { incompleteGammaUpper } from "../../engine/math/incompleteGamma.js";

/**
 * Probability of a chi-square statistic as large, for ranks 0, …, bins - 1 put into cells: `cells` of them, as even as ranks
 * allow. Less sensitive than the cumulative counts to what all neighbouring ranks have in common.
 *
 * @example chiSquareOfRanks(ranks, 100, 20)
 */
export function chiSquareOfRanks(ranks: ArrayLike<number>, bins: number, cells: number): number {
  const cellOf = (rank: number) => Math.floor((rank * cells) / bins);
  const counts = new Float64Array(cells);
  const widths = new Float64Array(cells);
  for (let rank = 0; rank < bins; rank++) widths[cellOf(rank)]++;
  for (let i = 0; i < ranks.length; i++) counts[cellOf(ranks[i])]++;
  const statistic = counts.reduce((sum, count, cell) => {
    const expected = (ranks.length * widths[cell]) / bins;
    return sum + ((count - expected) * (count - expected)) / expected;
  }, 0);
  return incompleteGammaUpper(statistic / 2, (cells - 1) / 2);
}
