/** `ask DIR withinbetween`: slopes within groups and between them. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { withinBetween, withinBetweenText } from "../../../models/glmm/withinBetween/index.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** A row for each predictor that stands within and between. */
export function withinBetweenAnswer(posterior: Posterior, _: AskOptions, width: number): Answer {
  const answer = withinBetween(posterior);
  return { text: withinBetweenText(answer, { width }), json: answer };
}
