/** What kind of number a law gives, by which responses are compared with their replicates. */
import type { OutcomeKind } from "../core/Replicates.js";
import type { Distribution } from "./Distribution.js";
import { boundsOf } from "./Support.js";

/**
 * The kind of a law's outcome, from its name and support: of whole numbers those of known trials are `bounded`, those of one trial
 * `binary`.
 *
 * @param trials numbers of trials, where the law has any
 */
export function outcomeOf({ name, support }: Distribution, trials?: ArrayLike<number>): OutcomeKind {
  if (name === "categorical") return "nominal";
  const { lower, upper } = boundsOf(support);
  if (support.kind === "integers") {
    if (upper === 1 || (trials && Array.from(trials).every((count) => count === 1))) return "binary";
    return trials || upper < Infinity ? "bounded" : "count";
  }
  if (support.kind === "simplex" || (lower === 0 && upper === 1)) return "proportion";
  return lower >= 0 ? "positive" : "continuous";
}
