/** Which way effects point, in words. */
import type { NetworkResult } from "../NetworkResult.js";
import { hasArms, type EffectScale } from "./effectScale.js";

/** What is more of, where an effect is above none. */
const more = {
  events: "more events",
  rate: "a higher rate of events",
  mean: "a higher mean",
  categories: "more people in higher categories",
} as const;

/** Ratios of how often events happen. */
const ofEvents = /\b(hazards?|odds|risks?|rates?|HR|OR|RR|IRR)\b/i;

/** `An odds ratio above 1 means more events than under A, which is worse here.` */
export function orientationSentence(
  { fitted, questions }: NetworkResult,
  { measure, none }: EffectScale,
  reference: string,
): string {
  const { better } = questions;
  const what = moreOf(fitted);
  const good =
    better === undefined
      ? "; whether that is better or worse was not said"
      : `, which is ${better === "higher" ? "better" : "worse"} here`;
  return `${article(measure)} above ${none} means ${what} than under ${reference}${good}.`;
}

function moreOf({ network, likelihood, declaration }: NetworkResult["fitted"]): string {
  if (network.ratio && ofEvents.test(network.ratio.name)) return more.events;
  const isKnown = network.likelihood !== "normal-identity" || declaration.measure === "smd" || hasArms(network);
  return isKnown ? more[likelihood.outcome] : "a higher outcome, on the scale of the differences that were given,";
}

/** `An odds ratio`. */
export function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "An" : "A"} ${noun}`;
}
