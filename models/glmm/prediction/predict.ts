/** Responses drawn from a fitted GLMM. */
import { UserError } from "../../../engine/core/UserError.js";
import { stream } from "../../../engine/random/stream.js";
import type { Numbers } from "../../../engine/distributions/Law.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { lawRows } from "./lawRows.js";
import { checkPredictionOptions, type PredictionOptions } from "./PredictionOptions.js";
import { predictionContext } from "./predictionContext.js";
import { predictionsOf, type Predictions } from "./Predictions.js";
import { responseAsked } from "./responseAsked.js";
import { seenOnly } from "./seenOnly.js";
import { sizeOf } from "../sizeOf.js";

/**
 * A new response of each row for each posterior draw: the posterior predictive law, or for a fit of the prior alone the
 * prior predictive one. The numbers of a row come from a stream named by the seed and the row's place; a new level's
 * effects are shared by all its rows. NaN where a draw gives a row a mean that the family cannot have. One number a row whatever the
 * family: the number of a category, and of several columns the first.
 *
 * @throws UserError for what is wrong with the options or the new rows.
 */
export function predictOf(fitted: FittedGlmm, options: PredictionOptions = {}): Predictions {
  checkPredictionOptions("predict", options);
  const context = predictionContext(fitted, options);
  const { family, link } = fitted;
  if (family.unforeseen) throw new UserError(`predict: ${family.unforeseen}.`);
  const law = family.law(link, sizeOf(fitted));
  const response = responseAsked("predict", fitted, context.frame, ["trials", "rate", "se"]);
  const write = lawRows(fitted, context, response, (row) => {
    const rng = stream(context.seed, "predict", row);
    const draw = seenOnly(law, response, row);
    return (inputs) => draw(rng, family.values(inputs, link) as Numbers);
  });
  const made = predictionsOf(context.frame.rows, context.selection.count, write);
  const names = family.categories?.kind === "composition" ? undefined : fitted.frame.response?.categories;
  return names ? { ...made, categories: { names, are: "values" } } : made;
}
