/** Log likelihood of each row under a fitted GLMM. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { seenDensity } from "../seenDensity.js";
import { sizeOf } from "../sizeOf.js";
import { likelihoodWeights } from "../rowWeights.js";
import { lawRows } from "./lawRows.js";
import { checkPredictionOptions, type PredictionOptions } from "./PredictionOptions.js";
import { predictionContext } from "./predictionContext.js";
import { predictionsOf, type Predictions, type RowWriter } from "./Predictions.js";
import { responseAsked } from "./responseAsked.js";

/**
 * Draws of the log density of each row's response, given the effects of its groups; for levels that the fit did not
 * have, given the effects drawn for them. As in brms a row's log density is multiplied by its weight, of frequency or sampling, if
 * the rows have one.
 *
 * @throws UserError for what is wrong with the options or the new rows.
 */
export function logLikelihoodOf(fitted: FittedGlmm, options: PredictionOptions = {}): Predictions {
  checkPredictionOptions("logLikelihood", options);
  const context = predictionContext(fitted, options);
  const { family, link } = fitted;
  const response = responseAsked("logLikelihood", fitted, context.frame, ["values", "trials", "rate", "se"]);
  const weights = likelihoodWeights(response);
  const write = lawRows(fitted, context, response, (row) => {
    const density = seenDensity(family.law(link, sizeOf(fitted)), response, row);
    const weight = weights?.[row] ?? 1;
    return (inputs) => weight * density(family.values(inputs, link));
  });
  const { count } = context.selection;
  // A row of weight 0 says nothing, also where it has no mean.
  const writeWeighted: RowWriter = (row, out, start) => {
    if (weights?.[row] === 0) out.fill(0, start, start + count);
    else write(row, out, start);
  };
  return predictionsOf(context.frame.rows, count, writeWeighted);
}
