/** Whether the density of a row is that of a number that was seen, given one linear predictor. */
import type { FittedGlmm } from "./FittedGlmm.js";

/** False of categories, compositions and mixtures, and where responses are censored or truncated. */
export function hasPlainRows({ frame, family }: Pick<FittedGlmm, "frame" | "family">): boolean {
  return whyNotPlain({ frame, family }) === undefined;
}

/** What the rows are instead, for sentences: "censored"; undefined where they are plain. */
export function whyNotPlain({ frame, family }: Pick<FittedGlmm, "frame" | "family">): string | undefined {
  if (frame.response?.censoring) return "censored";
  if (frame.response?.truncation) return "truncated";
  if (family.categories) return family.categories.kind === "composition" ? "shares of a whole" : "categories";
  if (family.components) return "mixed";
  return family.unforeseen === undefined ? undefined : "times of a hazard that ends";
}
