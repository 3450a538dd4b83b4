/** `ask DIR marginal`: effects in the population beside effects within a group. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { marginal, marginalText } from "../../../models/glmm/marginal/index.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { valuesAt } from "./valuesAt.js";

/** Coefficients, differences and ratios, averaged over groups and for one group. */
export function marginalAnswer(
  posterior: Posterior,
  { at, draws }: AskOptions,
  width: number,
  _: unknown,
  variables: readonly string[],
): Answer {
  const answer = marginal(posterior, {
    ...(variables.length === 0 ? {} : { variables }),
    ...(at === undefined ? {} : { at: Object.fromEntries(valuesAt(at)) }),
    ...(draws === undefined ? {} : { draws }),
  });
  return { text: marginalText(answer, { width }), json: answer };
}
