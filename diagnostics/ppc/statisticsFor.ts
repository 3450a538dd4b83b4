/** Which statistics tell something of a kind of response. */
import type { OutcomeKind } from "../../engine/core/Replicates.js";

const usual: Readonly<Record<OutcomeKind, readonly string[]>> = {
  continuous: ["mean", "sd", "min", "median", "max"],
  positive: ["mean", "sd", "median", "q90", "max"],
  proportion: ["mean", "sd", "min", "max"],
  binary: ["successes"],
  bounded: ["meanShare", "sdShare", "zeros", "full"],
  count: ["mean", "dispersion", "zeros", "max"],
  ordinal: [],
  nominal: [],
};

/**
 * Names of the statistics that a kind of response is compared by. Those that the model's own parameters fix come first, as the mean: they
 * seldom show anything. The others say what the family leaves no parameter for: extremes, zeros, the dispersion of counts. Of binary
 * responses the mean says all that a number for all rows can say, so that groups are to be looked at; of categories each is counted.
 *
 * @example statisticsFor("count"); // ["mean", "dispersion", "zeros", "max"]
 */
export function statisticsFor(outcome: OutcomeKind): readonly string[] {
  return usual[outcome];
}
