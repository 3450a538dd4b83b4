/** Expectations of each observation's predictions, with the observation left out. */
import type { Pointwise } from "../../engine/core/Pointwise.js";
import { sortOrder } from "../sortOrder.js";
import { eachLeftOut, type LeftOutOptions } from "./eachLeftOut.js";
import { weightedMean, weightedQuantile, weightedVariance } from "./weightedMoments.js";

/** What is averaged. */
export type LooQuantity =
  | { readonly kind: "mean" }
  | { readonly kind: "variance" }
  | { readonly kind: "sd" }
  | { readonly kind: "quantile"; readonly probability: number };

/** One number for each observation. */
export interface LooExpectation {
  readonly values: Float64Array;
  /** Shape of the tail of the weights; NaN where it cannot be told. Above the threshold of {@link loo} a value is not reliable. */
  readonly paretoK: Float64Array;
}

/**
 * Mean, variance, sd or a quantile of predictions under the posterior without the observation they belong to, by the weights of
 * {@link loo}. A variance has the factor 1/(1 - Σ w²), so that equal weights give that with denominator n - 1; R's `loo` 2.10 has the
 * same, and the same quantiles.
 *
 * @param predictions draws × observations: expected responses, or replicated ones
 * @param logLikelihood draws × observations, of the same draws
 * @throws RangeError if the two differ in observations or draws
 * @example looExpectation(epred, pointwise, { kind: "mean" }).values
 */
export function looExpectation(
  predictions: Pointwise,
  logLikelihood: Pointwise,
  quantity: LooQuantity,
  options: LeftOutOptions = {},
): LooExpectation {
  const values = new Float64Array(predictions.count);
  const paretoK = new Float64Array(predictions.count);
  for (const { place, weights, k, columns } of eachLeftOut(logLikelihood, [predictions], options)) {
    values[place] = summary(columns[0], weights, quantity);
    paretoK[place] = k;
  }
  return { values, paretoK };
}

function summary(values: Float64Array, weights: Float64Array, quantity: LooQuantity): number {
  if (quantity.kind === "mean") return weightedMean(values, weights);
  if (quantity.kind === "variance") return weightedVariance(values, weights);
  if (quantity.kind === "sd") return Math.sqrt(weightedVariance(values, weights));
  if (values.some((x) => Number.isNaN(x))) return NaN;
  const order = sortOrder(values);
  const pick = (from: Float64Array) => Float64Array.from(order, (index) => from[index]);
  return weightedQuantile(pick(values), pick(weights), quantity.probability);
}
