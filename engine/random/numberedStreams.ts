/** Streams told apart by a number, each made in a fraction of the time that a stream of a purpose of its own takes. */
import { expandSeed, type State } from "./expandSeed.js";
import { Xoshiro128 } from "./Xoshiro128.js";

/** Odd numbers, one for each word: the first bits of the fractions of √2, √3, √5 and √7, made odd. */
const strides: State = [0x6a09e667, 0xbb67ae85, 0x3c6ef373, 0xa54ff53b];

/**
 * The streams number 0, 1, 2, … (below 2^32) for a seed and a purpose. The words of each state are those of the purpose, moved by
 * the number and scrambled, so that streams of neighbouring numbers have nothing in common.
 *
 * @param seed a whole number of 1 to 20 decimal digits
 * @throws UserError for any other seed
 * @example
 * const ofDraw = numberedStreams("1", 3, "draw");
 * ofDraw(17).normal();
 */
export function numberedStreams(seed: string, ...purpose: (string | number)[]): (number: number) => Xoshiro128 {
  const base = expandSeed(seed, purpose);
  const word = (i: 0 | 1 | 2 | 3, number: number) => scrambled((base[i] + Math.imul(number, strides[i])) | 0);
  return (number) => {
    const state: State = [word(0, number), word(1, number), word(2, number), word(3, number)];
    return new Xoshiro128(state.every((part) => part === 0) ? [1, 0, 0, 0] : state);
  };
}

/** A bijection of 32-bit words in which every bit of the result depends on every bit (Appleby's MurmurHash3, final mix). */
function scrambled(word: number): number {
  let x = word ^ (word >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
