/** How probable each rank is for each treatment. */
import { rankDraws } from "./rankDraws.js";

/** Whether larger or smaller effects are the better ones. */
export type Better = "higher" | "lower";

/**
 * Probability of each rank by treatment, `[treatment][rank]`, the best rank first: the share of draws in which the
 * treatment has it. Treatments that tie in a draw share their ranks equally.
 *
 * @param effects draws of each treatment's effect, the reference's zeros among them.
 */
export function rankProbabilities(effects: readonly Float64Array[], better: Better): number[][] {
  return rankDraws(effects, better).probability.map((row) => [...row]);
}
