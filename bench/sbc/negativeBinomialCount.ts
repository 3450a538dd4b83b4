/** Counts that vary more than those of a Poisson law. */
import type { Randomness } from "./randomness.js";

/** A Poisson count whose mean varies as a gamma. */
export function negativeBinomialCount(random: Randomness, mean: number, shape: number): number {
  return random.poisson(mean * random.gamma(shape, shape));
}
