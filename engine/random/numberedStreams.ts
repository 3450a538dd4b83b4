/** Streams told apart by a number, each made in a fraction of the time that a stream of a purpose of its own takes. */
import { expandSeed, type State } from "./expandSeed.js";
import { Xoshiro128 } from "./Xoshiro128.js";

/** Odd numbers, one for each word: the first bits of the fractions of √2, √3, √5 and √7, made odd. */
export const numberedStrides: State = [0x6a09e667, 0xbb67ae85, 0x3c6ef373, 0xa54ff53b];
/** Of the final mix of MurmurHash3 (Appleby), a bijection in which every bit of the result depends on every bit. */
export const scrambleMultipliers = [0x85ebca6b, 0xc2b2ae35] as const;

/** The streams number 0, 1, 2, … (below 2^32) of a seed and a purpose. */
export interface NumberedStreams {
  /** The state from which those of all streams are made. */
  readonly base: State;
  stream(number: number): Xoshiro128;
}

/**
 * Numbered streams for a seed and a purpose. The words of each state are those of the purpose, moved by the number and scrambled, so
 * that streams of neighbouring numbers have nothing in common.
 *
 * @param seed a whole number of 1 to 20 decimal digits
 * @throws UserError for any other seed
 * @example
 * const ofDraw = numberedStreams("1", 3, "draw");
 * ofDraw.stream(17).normal();
 */
export function numberedStreams(seed: string, ...purpose: (string | number)[]): NumberedStreams {
  const base = expandSeed(seed, purpose);
  const word = (i: 0 | 1 | 2 | 3, number: number) => scrambled((base[i] + Math.imul(number, numberedStrides[i])) | 0);
  return {
    base,
    stream(number) {
      const state: State = [word(0, number), word(1, number), word(2, number), word(3, number)];
      return new Xoshiro128(state.every((part) => part === 0) ? [1, 0, 0, 0] : state);
    },
  };
}

function scrambled(word: number): number {
  let x = Math.imul(word ^ (word >>> 16), scrambleMultipliers[0]);
  x = Math.imul(x ^ (x >>> 13), scrambleMultipliers[1]);
  return (x ^ (x >>> 16)) >>> 0;
}
