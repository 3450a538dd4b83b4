/** Finds a published type of comparison by loose words. */
import { UserError } from "../../../engine/core/UserError.js";
import { quoted } from "../../glmm/priors/quoted.js";
import { comparisonTypes } from "./PublishedOutcome.js";

/** One of non-pharmacological treatments, drugs, and placebo or control; the first must come first, for it holds the word of the second. */
const side =
  /non[\s-]*(?:pharm|drug)\w*|pharm\w*|drugs?\b|(?:placebo|control)s?(?:\s*(?:\/|or)\s*(?:placebo|control)s?)?/g;

/** By the sides' first letters, in the order of the alphabet. */
const places: ReadonlyMap<string, number> = new Map([
  ["cp", 0],
  ["pp", 1],
  ["cn", 2],
  ["np", 3],
  ["nn", 4],
]);

/**
 * The place in `comparisonTypes` of `pharma vs placebo`, `Non-pharmacological versus control`, `placebo-drug`; sides may stand in either order.
 *
 * @param sharesNonPharma Whether all comparisons with a non-pharmacological treatment are one, so that it may stand alone
 * @throws UserError listing the types when the words are of none or of several.
 */
export function findComparison(words: string, sharesNonPharma = false): number {
  const text = words.toLowerCase();
  const sides = (text.match(side) ?? []).map((one) =>
    /^(placebo|control)/.test(one) ? "c" : one[0] === "n" ? "n" : "p",
  );
  const rest = text.replace(side, " ").match(/[a-z]+/g) ?? [];
  const key = sides.sort().join("");
  const isRead = rest.every((word) => ["vs", "v", "versus", "against", "and", "any"].includes(word));
  const place = places.get(sharesNonPharma && key === "n" ? "nn" : key);
  if (isRead && place !== undefined) return place;
  throw new UserError(`unknown comparison ${quoted(words)}: the comparisons are ${comparisonTypes.join("; ")}.`);
}
