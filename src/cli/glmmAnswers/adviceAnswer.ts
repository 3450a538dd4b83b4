/** `ask DIR advice`: what to act on, and what to keep in mind. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { advice, adviceText } from "../../../models/glmm/advice/index.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** Each piece with the term it is about and the mend. */
export function adviceAnswer(posterior: Posterior, _: AskOptions, width: number): Answer {
  const answer = advice(posterior);
  return { text: adviceText(answer, { width }), json: answer };
}
