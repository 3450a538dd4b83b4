/** A stream of random numbers by xoshiro128++, with normals by ziggurat. */
import type { Rng } from "../core/Rng.js";
import { log } from "../math/log.js";
import type { State } from "./expandSeed.js";
import { density, edges, heights, tailStart } from "./ziggurat.js";

const twoToMinus52 = 1 / 4503599627370496;
const twoToMinus53 = 1 / 9007199254740992;

/**
 * xoshiro128++ of Blackman and Vigna 2021 (ACM Transactions on Mathematical Software 47(4)): period 2^128 - 1, in 32-bit integers,
 * which JavaScript computes exactly and fast. Streams of random states overlap with a probability of about n² L / 2^128 for n
 * streams of length L: 1e-15 for a million streams of 2^40 words.
 */
export class Xoshiro128 implements Rng {
  /** The state, for code elsewhere that goes on with the stream and then puts the state here. */
  readonly words: Int32Array;

  constructor(state: State) {
    this.words = new Int32Array(4);
    for (let i = 0; i < 4; i++) this.words[i] = state[i] | 0;
  }

  /** The state, from which `new Xoshiro128(state)` goes on with the same numbers. */
  state(): State {
    const [a, b, c, d] = this.words;
    return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
  }

  bits(): number {
    const words = this.words;
    const s0 = words[0];
    const s1 = words[1];
    const s2 = words[2] ^ s0;
    const s3 = words[3] ^ s1;
    const sum = (s0 + words[3]) | 0;
    words[0] = s0 ^ s3;
    words[1] = s1 ^ s2;
    words[2] = s2 ^ (s1 << 9);
    words[3] = (s3 << 11) | (s3 >>> 21);
    return (((sum << 7) | (sum >>> 25)) + s0) >>> 0;
  }

  uniform(): number {
    for (;;) {
      const k = (this.bits() >>> 5) * 67108864 + (this.bits() >>> 6);
      if (k !== 0) return k * twoToMinus53;
    }
  }

  normal(): number {
    for (;;) {
      // 8 bits choose the layer, 53 others the place in it from left to right: the sign costs no branch.
      const first = this.bits() | 0;
      const layer = first & 255;
      const x = ((first >> 11) * 4294967296 + this.bits()) * twoToMinus52 * edges[layer];
      const size = Math.abs(x);
      if (size < edges[layer + 1] || this.#isAccepted(layer, size)) return x;
      if (layer === 0) return first < 0 ? -this.#tail() : this.#tail();
    }
  }

  /** Whether a point beside the next layer's edge lies under the curve. */
  #isAccepted(layer: number, x: number): boolean {
    if (layer === 0) return false;
    const y = heights[layer] + this.uniform() * (heights[layer + 1] - heights[layer]);
    return y < density(x);
  }

  /** A normal beyond the last layer, by exponentials (Marsaglia 1964, Technometrics 6, 101-102). */
  #tail(): number {
    for (;;) {
      const beyond = -log(this.uniform()) / tailStart;
      const test = -log(this.uniform());
      if (test + test > beyond * beyond) return tailStart + beyond;
    }
  }
}
