/** Which ordered categories a study tells apart. */
import type { ArmOutcome } from "../data/Network.js";
import { wrongOutcome } from "./wrongOutcome.js";

/** Categories that an arm counts together. */
export interface ToldCategory {
  /** The lowest of them. */
  readonly from: number;
  /** The next that is told from it; the number of categories for the highest. */
  readonly end: number;
  readonly people: number;
}

/**
 * The categories that an arm of ordered outcomes tells apart, the lowest first.
 *
 * @throws Error for another kind of outcome.
 * @example
 * toldCategories({ kind: "categories", counts: [12, NaN, 3] }); // [{ from: 0, end: 2, people: 12 }, { from: 2, end: 3, people: 3 }]
 */
export function toldCategories(outcome: ArmOutcome): readonly ToldCategory[] {
  if (outcome.kind !== "categories") throw wrongOutcome("categories", outcome);
  const { counts } = outcome;
  const told: ToldCategory[] = [];
  let end = counts.length;
  for (let from = counts.length - 1; from >= 0; from -= 1) {
    const people = counts[from]!;
    if (Number.isNaN(people)) continue;
    told.unshift({ from, end, people });
    end = from;
  }
  return told;
}
