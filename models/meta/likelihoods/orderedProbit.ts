/** People by ordered category, compared by differences of probits. */
import { normalInterval } from "./intervalProbability.js";
import { orderedLikelihood } from "./orderedLikelihood.js";

/** P(category ≥ k) = Φ(linear predictor − cut[k]) (NICE DSU TSD 2, section 3.6, with the sign that makes higher categories positive). */
export const orderedProbit = orderedLikelihood({
  name: "ordered-probit",
  words: { effect: "probit difference", absolute: "probability" },
  link: "probit",
  law: normalInterval,
});
