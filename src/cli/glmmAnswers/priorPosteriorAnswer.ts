/** `ask DIR priorposterior`: what the data made of each prior. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { priorPosterior } from "../../../models/glmm/priors/priorPosterior.js";
import { priorPosteriorText } from "../../../models/glmm/priors/priorPosteriorText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** A row for each parameter with a prior. */
export function priorPosteriorAnswer(posterior: Posterior, { draws, seed }: AskOptions, width: number): Answer {
  const answer = priorPosterior(posterior, {
    ...(draws === undefined ? {} : { draws }),
    ...(seed === undefined ? {} : { seed }),
  });
  return { text: priorPosteriorText(answer, { width }), json: answer };
}
