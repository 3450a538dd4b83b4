/** `ask DIR marginallikelihood` and `bayesfactor OTHER`: how probable models make the data. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import {
  bayesFactor,
  bayesFactorText,
  logMarginalLikelihood,
  marginalLikelihoodText,
  modelProbabilitiesText,
  posteriorModelProbabilities,
} from "../../workflows/bridge/index.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** Of one model, by bridge sampling. */
export async function marginalLikelihoodAnswer(
  posterior: Posterior,
  { seed }: AskOptions,
  width: number,
): Promise<Answer> {
  const answer = await logMarginalLikelihood(posterior, seed === undefined ? {} : { seed });
  return { text: marginalLikelihoodText(answer, { width }), json: answer };
}

/** Of two models their Bayes factor, of more their probabilities. */
export async function bayesFactorAnswer(
  posterior: Posterior,
  { seed }: AskOptions,
  width: number,
  fits: ReadonlyMap<string, Posterior>,
): Promise<Answer> {
  const options = seed === undefined ? {} : { seed };
  const [other, ...more] = [...fits.values()].slice(1);
  if (more.length === 0) {
    const answer = await bayesFactor(posterior, other!, options);
    return { text: bayesFactorText(answer, { width }), json: answer };
  }
  const models = Array.from(fits, ([name, fit]) => ({ name, fit }));
  const answer = await posteriorModelProbabilities(models, options);
  return { text: modelProbabilitiesText(answer, { width }), json: answer };
}
