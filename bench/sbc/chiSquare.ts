/** Pearson's test that ranks are uniform. */
import { incompleteGammaUpper } from "../../engine/math/incompleteGamma.js";

/** Probability of a chi-square statistic as large, for ranks 0, …, `bins` − 1 put into `cells` cells of one size. */
export function chiSquareProbability(ranks: readonly number[], bins: number, cells: number): number {
  const counts = new Float64Array(cells);
  for (const rank of ranks) counts[Math.floor((rank * cells) / bins)]++;
  const expected = ranks.length / cells;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return incompleteGammaUpper(statistic / 2, (cells - 1) / 2);
}
