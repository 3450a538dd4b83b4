/** How sure the sign of an effect is. */
import { probabilityOf } from "./probabilityOf.js";
import type { Probability } from "./probabilityOf.js";

/** The more probable direction with its probability. */
export interface DirectionProbability extends Probability {
  readonly direction: "above" | "below";
}

/**
 * The larger of the probabilities of being above and of being below `origin` (Makowski, Ben-Shachar, Chen and Lüdecke 2019,
 * Frontiers in Psychology 10:2767). Draws equal to it are on neither side, as in bayestestR.
 *
 * @throws RangeError if the chains are not of one length.
 * @example probabilityOfDirection([effect]) // { direction: "above", value: 0.98, mcse: { value: 0.004 } }
 */
export function probabilityOfDirection(chains: readonly Float64Array[], origin = 0): DirectionProbability {
  const above = probabilityOf(chains, (x) => x > origin);
  const below = probabilityOf(chains, (x) => x < origin);
  return below.value > above.value ? { ...below, direction: "below" } : { ...above, direction: "above" };
}
