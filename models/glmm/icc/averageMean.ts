/** The mean of mu over rows and over the effects of groups, draw by draw. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { momentsFor } from "../variance/momentsFor.js";
import { averageRow, populationRows } from "../variance/populationRows.js";

/**
 * E g⁻¹(x′b + u) with u ~ N(0, v), averaged over the rows or at the average row: what the response averages to in the population, where a
 * null model's exp(b₀ + v/2) is its estimate (Nakagawa, Johnson & Schielzeth 2017, equation 5.8). For the inverse link, of which there is
 * no such mean, it is g⁻¹ of the mean predictor.
 *
 * @param total Variance of all group-level effects, a draw each.
 * @param weights One a row.
 */
export function averageMean(
  fitted: FittedGlmm,
  selection: DrawSelection,
  total: Float64Array,
  weights: Float64Array,
  at: "rows" | "averageRow",
): Float64Array {
  const predictor = fitted.frame.predictors[0]!;
  const used = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  const rows =
    at === "rows" ? populationRows(predictor, selection, used, weights) : averageRow(predictor, selection, weights);
  const eta = new Float64Array(rows.weights.length);
  const momentsOf = fitted.link.name === "inverse" ? undefined : momentsFor(fitted.link);
  return Float64Array.from({ length: selection.count }, (_, d) => {
    rows.write(d, eta);
    if (momentsOf) return momentsOf(eta, rows.weights, Math.sqrt(total[d]!)).mean;
    return 1 / eta.reduce((sum, x, row) => sum + x * rows.weights[row]!, 0);
  });
}
