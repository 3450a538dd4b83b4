/** Responses of several columns drawn from a fitted GLMM. */
import { stream } from "../../../engine/random/stream.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { categoryRows } from "./categoryRows.js";
import { predictOf } from "./predict.js";
import { checkPredictionOptions, type PredictionOptions } from "./PredictionOptions.js";
import { predictionContext } from "./predictionContext.js";
import type { Predictions } from "./Predictions.js";
import { responseAsked } from "./responseAsked.js";

/**
 * As {@link predictOf}, but of counts and shares in several columns all that were drawn together: the rows are then those of the table by
 * column, and those of the first column are the numbers of {@link predictOf}.
 *
 * @throws UserError for what is wrong with the options or the new rows.
 */
export function predictColumnsOf(fitted: FittedGlmm, options: PredictionOptions = {}): Predictions {
  const { family, link } = fitted;
  const rules = family.categories;
  if (rules?.drawAll === undefined) return predictOf(fitted, options);
  checkPredictionOptions("predict", options);
  const context = predictionContext(fitted, options);
  const response = responseAsked("predict", fitted, context.frame, ["trials"]);
  return categoryRows(fitted, context, response, (row) => {
    const rng = stream(context.seed, "predict", row);
    return (inputs, out) => rules.drawAll!(rng, inputs, link, out);
  });
}
