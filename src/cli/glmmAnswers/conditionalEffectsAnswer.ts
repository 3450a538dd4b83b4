/** `ask DIR conditionaleffects`: what is expected as predictors change, all others held. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { conditionalEffects, conditionalEffectsText } from "../../../models/glmm/effects/index.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { valuesAt } from "./valuesAt.js";

/** A table for each effect. */
export function conditionalEffectsAnswer(
  posterior: Posterior,
  { at, groups, draws }: AskOptions,
  width: number,
  _: unknown,
  effects: readonly string[],
): Answer {
  const answer = conditionalEffects(posterior, {
    ...(effects.length === 0 ? {} : { effect: effects }),
    ...(at === undefined ? {} : { conditions: heldAt(at) }),
    ...(groups === undefined ? {} : { groups: groups === "all" || groups === "none" ? groups : groups.split(",") }),
    ...(draws === undefined ? {} : { draws }),
  });
  return { text: conditionalEffectsText(answer, { width }), json: answer };
}

/** A value for each column that is held. */
function heldAt(texts: readonly string[]): Record<string, number | string> {
  return Object.fromEntries(
    Array.from(valuesAt(texts), ([name, [value, ...more]]) => {
      if (more.length === 0) return [name, value!];
      throw new UserError(`--at holds ${name} at one value here, as in --at ${name}=${value}`);
    }),
  );
}
