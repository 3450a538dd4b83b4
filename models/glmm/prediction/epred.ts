/** Expected responses of a fitted GLMM. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { categoryRows } from "./categoryRows.js";
import { formulasOf } from "./formulasOf.js";
import { lawRows } from "./lawRows.js";
import { checkPredictionOptions, type PredictionOptions } from "./PredictionOptions.js";
import { predictionContext } from "./predictionContext.js";
import { predictionsOf, type Predictions } from "./Predictions.js";
import { seenMean } from "./seenMean.js";
import { responseAsked } from "./responseAsked.js";

/**
 * Draws of the expected response of each row, given the effects of its groups: for binomial trials times probability,
 * with `rate(d)` the mean for d, for lognormal exp(mu + sigma²/2), of truncated responses that of those that could be seen. NaN where a draw
 * gives a row a mean that the family cannot have. Of categories the probability of each, of counts in several columns the expected count of
 * each: the rows are then those of the table by category.
 *
 * @throws UserError for what is wrong with the options or the new rows.
 */
export function epredOf(fitted: FittedGlmm, options: PredictionOptions = {}): Predictions {
  if (!fitted.family.categories) return expectationOf(fitted, options);
  checkPredictionOptions("epred", options);
  const context = predictionContext(fitted, options);
  const { family, link } = fitted;
  // Counts of categories are their own total, which new rows need not tell: expected are then those of one trial, shares.
  const hasTrials = formulasOf(fitted)[0]?.response?.additions.some(({ kind }) => kind === "trials") ?? false;
  const response = responseAsked("epred", fitted, context.frame, hasTrials ? ["trials"] : []);
  return categoryRows(fitted, context, response, () => (inputs, out) => {
    family.categories!.probabilities(inputs, link, out);
    const total = inputs.trials ?? 1;
    for (let k = 0; k < out.length; k += 1) out[k]! *= total;
  });
}

/**
 * As {@link epredOf}, one number a row whatever the family: of ordered categories their mean number, of nominal ones NaN, of several columns
 * the mean of the first.
 */
export function expectationOf(fitted: FittedGlmm, options: PredictionOptions = {}): Predictions {
  checkPredictionOptions("epred", options);
  const context = predictionContext(fitted, options);
  const { family, link } = fitted;
  if (family.unforeseen) throw new UserError(`epred: ${family.unforeseen}.`);
  const response = responseAsked("epred", fitted, context.frame, ["trials", "rate"]);
  const write = lawRows(fitted, context, response, (row) => {
    const seen = seenMean(fitted, response, row);
    return (inputs) => (seen ? seen(inputs) : family.expectation(inputs, link));
  });
  return predictionsOf(context.frame.rows, context.selection.count, write);
}
