/** The questions of prediction, as put to a posterior of a GLMM. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { epredOf } from "./epred.js";
import { linpredOf } from "./linpred.js";
import { logLikelihoodOf } from "./logLikelihood.js";
import { predictColumnsOf } from "./predictColumns.js";
import type { LinpredOptions, PredictionOptions } from "./PredictionOptions.js";
import type { Predictions } from "./Predictions.js";

export { categoryShares, type CategoryShares } from "./categoryShares.js";
export type { LinpredOptions, NewLevels, PredictionOptions } from "./PredictionOptions.js";
export type { PredictionBlock, Predictions } from "./Predictions.js";
export { predictionArray } from "./predictionArray.js";
export { summarisePredictions, type PredictionRow } from "./summarisePredictions.js";

/**
 * Draws of the linear predictor, X b + Z r with offsets, of mu or of another distributional parameter; on the scale of
 * its link, or with `transform` on its natural scale, without trials and rates. Rows are those fitted, or those of
 * `newdata`.
 *
 * @throws UserError when the posterior is of no GLMM, and for what is wrong with the options or the new rows.
 * @example
 * summarisePredictions(linpred(posterior, { newdata, groups: "none", transform: true }));
 */
export function linpred(posterior: Posterior, options: LinpredOptions = {}): Predictions {
  return linpredOf(fittedGlmm(posterior), options);
}

/**
 * Draws of the expected response given the effects of groups: for binomial trials times probability, with `rate(d)` the
 * mean for d.
 *
 * @throws UserError when the posterior is of no GLMM, and for what is wrong with the options or the new rows.
 * @example
 * const rows = summarisePredictions(epred(posterior, { draws: 500 }));
 */
export function epred(posterior: Posterior, options: PredictionOptions = {}): Predictions {
  return epredOf(fittedGlmm(posterior), options);
}

/**
 * A new response for each row and posterior draw. Rows of a level that the fit did not have share one draw of its
 * effects, which is the same in every question with the same seed. Of a fit of the prior alone these are prior
 * predictions. Categories are drawn as their numbers, from 1; of counts or shares in several columns all are drawn, and rows are those of
 * the table by column.
 *
 * @throws UserError when the posterior is of no GLMM, and for what is wrong with the options or the new rows.
 * @example
 * for (const { firstRow, rows, values } of predict(posterior, { newdata, seed: "1" }).blocks()) write(values);
 */
export function predict(posterior: Posterior, options: PredictionOptions = {}): Predictions {
  return predictColumnsOf(fittedGlmm(posterior), options);
}

/**
 * Draws of the log likelihood of each row given the effects of groups; for other rows their response must be in
 * `newdata`.
 *
 * @throws UserError when the posterior is of no GLMM, and for what is wrong with the options or the new rows.
 * @example
 * const byRow = predictionArray(logLikelihood(posterior));
 */
export function logLikelihood(posterior: Posterior, options: PredictionOptions = {}): Predictions {
  return logLikelihoodOf(fittedGlmm(posterior), options);
}
