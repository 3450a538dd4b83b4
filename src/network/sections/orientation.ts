/** Which way effects point, in words. */
import type { NetworkResult } from "../NetworkResult.js";
import type { EffectScale } from "./effectScale.js";

/** What is more of, where an effect is above none. */
const more = {
  events: "more events",
  rate: "a higher rate of events",
  mean: "a higher mean",
  categories: "more people in higher categories",
} as const;

/** `An odds ratio above 1 means more events under the treatment named first; fewer are better here.` */
export function orientationSentence({ fitted, questions }: NetworkResult, { measure, none }: EffectScale): string {
  const { better } = questions;
  const what = more[fitted.likelihood.outcome];
  const good =
    better === undefined
      ? "; whether that is good was not said"
      : `, which is ${better === "higher" ? "better" : "worse"} here`;
  return `${article(measure)} above ${none} means ${what} under the treatment that is named first${good}.`;
}

/** What lies to the left and to the right of no effect, for a figure of treatments against `reference`. */
export function favours({ questions }: NetworkResult, reference: string): readonly [string, string] | undefined {
  if (questions.better === undefined) return undefined;
  const sides = [`favours ${reference}`, "favours the treatment"] as const;
  return questions.better === "higher" ? sides : [sides[1], sides[0]];
}

/** `An odds ratio`. */
export function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "An" : "A"} ${noun}`;
}
