/** `ask DIR ratios`: coefficients as ratios of odds, rates and means. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { ratios, ratiosText } from "../../../models/glmm/ratios/index.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { numbersAt } from "./valuesAt.js";

/** A row for each coefficient. */
export function ratiosAnswer(posterior: Posterior, { parameter, intercept, per }: AskOptions, width: number): Answer {
  const answer = ratios(posterior, {
    ...(parameter === undefined ? {} : { parameter }),
    ...(intercept === undefined ? {} : { intercept }),
    ...(per === undefined ? {} : { per: numbersAt(per, "--per") }),
  });
  return { text: ratiosText(answer, { width }), json: answer };
}
