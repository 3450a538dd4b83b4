/** A multinomial draw. */
import type { Rng } from "../../core/Rng.js";
import { drawBinomial } from "./drawBinomial.js";

/**
 * Writes counts of each category in a number of trials, as a binomial of what is left for one category after the other.
 *
 * @param probabilities Of each category; they sum to 1 but for rounding
 */
export function drawMultinomial(rng: Rng, trials: number, probabilities: ArrayLike<number>, out: Float64Array): void {
  let left = trials;
  let share = 0;
  for (let k = 0; k < probabilities.length; k += 1) share += probabilities[k]!;
  for (let k = 0; k < probabilities.length - 1; k += 1) {
    const own = share > 0 ? Math.min(1, probabilities[k]! / share) : 0;
    out[k] = drawBinomial(rng, left, own);
    left -= out[k]!;
    share -= probabilities[k]!;
  }
  out[probabilities.length - 1] = left;
}
