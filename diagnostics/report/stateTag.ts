/** How far something can be trusted, as a small label. */
import { element, type Markup } from "../plots/parts/markup.js";
import type { TrustState } from "./TrustState.js";

const marks: Readonly<Record<TrustState, string>> = { good: "✓", caution: "!", bad: "✕", unknown: "?" };
const labels: Readonly<Record<TrustState, string>> = {
  good: "fine",
  caution: "look closer",
  bad: "problem",
  unknown: "unknown",
};

/** A state as a small label: a sign, a word, a colour. */
export function stateTag(state: TrustState, label = labels[state]): Markup {
  return element("span", { class: `tag ${state}`, "data-mark": marks[state] }, label);
}
