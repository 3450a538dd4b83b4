/** Expected responses of a fitted GLMM. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { lawRows } from "./lawRows.js";
import { checkPredictionOptions, type PredictionOptions } from "./PredictionOptions.js";
import { predictionContext } from "./predictionContext.js";
import { predictionsOf, type Predictions } from "./Predictions.js";
import { responseAsked } from "./responseAsked.js";

/**
 * Draws of the expected response of each row, given the effects of its groups: for binomial trials times probability,
 * with `rate(d)` the mean for d, for lognormal exp(mu + sigma²/2). NaN where a draw gives a row a mean that the family
 * cannot have.
 *
 * @throws UserError for what is wrong with the options or the new rows.
 */
export function epredOf(fitted: FittedGlmm, options: PredictionOptions = {}): Predictions {
  checkPredictionOptions("epred", options);
  const context = predictionContext(fitted, options);
  const { family, link } = fitted;
  const response = responseAsked("epred", fitted, context.frame, ["trials", "rate"]);
  const write = lawRows(fitted, context, response, () => (inputs) => family.expectation(inputs, link));
  return predictionsOf(context.frame.rows, context.selection.count, write);
}
