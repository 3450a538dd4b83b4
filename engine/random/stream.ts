/** Seeded streams of random numbers, one for each purpose. */
import { expandSeed, type State } from "./expandSeed.js";
import { Xoshiro128 } from "./Xoshiro128.js";

/**
 * The stream for a seed and a purpose, such as the chain's number and what is drawn: the same numbers on every machine, independent
 * of those of any other purpose. The number 1 and the text "1" are different purposes.
 *
 * @param seed a whole number of 1 to 20 decimal digits
 * @throws UserError for any other seed
 * @example
 * const rng = stream("1", 3, "momentum");
 * rng.normal();
 */
export function stream(seed: string, ...purpose: (string | number)[]): Xoshiro128 {
  return new Xoshiro128(expandSeed(seed, purpose));
}

/** The stream that goes on from a saved {@link Xoshiro128.state}. */
export function streamFrom(state: State): Xoshiro128 {
  return new Xoshiro128(state);
}
