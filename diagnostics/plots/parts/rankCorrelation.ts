/** Spearman's correlation of the draws of two variables. */
import { averageRanks } from "./averageRanks.js";

/**
 * Correlation of the average ranks of two equally long series; pairs with NaN are passed over. NaN where one of them does not
 * vary. It is the same whether an axis is logarithmic or not, which is why figures print it.
 *
 * @example
 * rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(1, 4, 9)); // 1
 */
export function rankCorrelation(x: Float64Array, y: Float64Array): number {
  const both = Array.from(x.keys()).filter((i) => !Number.isNaN(x[i]) && !Number.isNaN(y[i]));
  const [ranksX] = averageRanks([Float64Array.from(both, (i) => x[i])]);
  const [ranksY] = averageRanks([Float64Array.from(both, (i) => y[i])]);
  return rankCorrelationOfRanks(ranksX, ranksY);
}

/** Correlation of two series of ranks of one length, without NaN. */
export function rankCorrelationOfRanks(x: Float64Array, y: Float64Array): number {
  // Average ranks always have this mean.
  const middle = (x.length + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xx += (x[i] - middle) * (x[i] - middle);
    yy += (y[i] - middle) * (y[i] - middle);
    xy += (x[i] - middle) * (y[i] - middle);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : NaN;
}
