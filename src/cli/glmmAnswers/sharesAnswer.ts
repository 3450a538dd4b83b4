/** `ask DIR icc` and `r2`: how much responses of a group have in common, and how much the model explains. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { icc, iccText, r2, r2Text } from "../../../models/glmm/icc/index.js";
import { refusePriorOnly } from "../../workflows/refusePriorOnly.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** A row for each group, and for all together. */
export function iccAnswer(posterior: Posterior, { group, draws }: AskOptions, width: number): Answer {
  const answer = icc(posterior, {
    ...(group === undefined ? {} : { group }),
    ...(draws === undefined ? {} : { draws }),
  });
  return { text: iccText(answer, { width }), json: answer };
}

/** Nakagawa's on the scale of the link, Bayesian R² on that of the response. */
export function r2Answer(posterior: Posterior, { draws }: AskOptions, width: number): Answer {
  refusePriorOnly(posterior);
  const answer = r2(posterior, draws === undefined ? {} : { draws });
  return { text: r2Text(answer, { width }), json: answer };
}
