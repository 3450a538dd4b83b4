/** A prior as a person writes it. */
import type { PriorTarget } from "../Prior.js";
import { targetText } from "./targetText.js";

/** Target and distribution as text, `sd[g] ~ exponential(1)`, from which `parsePrior` reads the same prior. */
export function priorLine(prior: PriorTarget & { readonly text: string }): string {
  return `${targetText(prior)} ~ ${prior.text}`;
}
