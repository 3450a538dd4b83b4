/** People by ordered category, compared by cumulative odds ratios. */
import { logisticInterval } from "./intervalProbability.js";
import { orderedLikelihood } from "./orderedLikelihood.js";

/** logit P(category ≥ k) = linear predictor − cut[k]: proportional odds of being in a higher category. */
export const orderedLogit = orderedLikelihood({
  name: "ordered-logit",
  words: { effect: "log cumulative odds ratio", ratio: "cumulative odds ratio", absolute: "probability" },
  link: "logit",
  law: logisticInterval,
});
