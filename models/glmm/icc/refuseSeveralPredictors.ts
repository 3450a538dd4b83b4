/** Refuses questions about the one mean of a response where it has several predictors. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedGlmm } from "../FittedGlmm.js";

/** @param what What is asked for, at the beginning of a sentence. @throws UserError for categories without an order, and for mixtures. */
export function refuseSeveralPredictors(what: string, { frame, family }: FittedGlmm): void {
  const { locations } = frame;
  if (locations.length === 1 && (!family.categories || family.categories.kind === "ordinal")) return;
  const each = locations.length === 1 ? "" : `, of which each has a predictor of its own (${locations.join(", ")})`;
  throw new UserError(
    `${what} is of a response with one mean, but ${family.name} has several${each}: ask for varcorr, or predictions of each.`,
  );
}
