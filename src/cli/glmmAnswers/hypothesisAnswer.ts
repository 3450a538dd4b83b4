/** `ask DIR hypothesis "x1 - x2 > 0"`: how far draws speak for hypotheses. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { hypothesis } from "../../workflows/hypothesis.js";
import { hypothesisText } from "../../workflows/hypothesisText.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";

/** A row for each hypothesis. */
export function hypothesisAnswer(
  posterior: Posterior,
  { class: kind, group, scope, alpha, rope }: AskOptions,
  width: number,
  _: unknown,
  words: readonly string[],
): Answer {
  const result = hypothesis(posterior, words, {
    ...(kind === undefined ? {} : { class: kind }),
    ...(group === undefined ? {} : { group }),
    ...(scope === undefined ? {} : { scope }),
    ...(alpha === undefined ? {} : { alpha }),
    ...(rope === undefined ? {} : { rope: endsOf(rope) }),
  });
  return { text: hypothesisText(result, { width }), json: result };
}

function endsOf(text: string): readonly [number, number] {
  const ends = text.split(",").map(Number);
  if (ends.length === 2 && ends.every(Number.isFinite)) return ends as [number, number];
  throw new UserError(`--rope takes two numbers, as in --rope=-0.1,0.1; it is "${text}"`);
}
