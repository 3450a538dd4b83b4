/** Replaces draws by normal scores of their ranks, so that diagnostics do not depend on the existence of moments. */
import { normalQuantile } from "../engine/math/normalQuantile.js";
import { sampleOf } from "./sample.js";

/** Normal scores of ranks among `count` draws. */
export interface NormalScores {
  readonly count: number;
  /** The score of half of `doubled`: ranks of ties are averages, so that only their doubles are whole. */
  score(doubled: number): number;
}

/**
 * Φ⁻¹((r - 3/8)/(count + 1/4)) for ranks r (Blom 1958), computed where asked and kept: variables of one fit share
 * their scores.
 */
export function normalScores(count: number): NormalScores {
  const known = new Float64Array(count + 2).fill(NaN);
  // Doubled ranks r and 2 count + 2 - r lie symmetrically about the middle.
  const lower = (doubled: number) => {
    const z = known[doubled];
    return z === z ? z : (known[doubled] = normalQuantile((doubled / 2 - 0.375) / (count + 0.25)));
  };
  return {
    count,
    score: (doubled) => (doubled <= count + 1 ? lower(doubled) : -lower(2 * count + 2 - doubled)),
  };
}

/**
 * Normal scores of all draws of all chains, in the shape of the input; ties get their average rank. Called z_scale in
 * R's `posterior`. NaN everywhere if some draw is NaN.
 *
 * @throws RangeError if the chains are not of one length.
 * @example rankNormalise([Float64Array.of(3, 10, 7)]) // [[-0.8694, 0.8694, 0]]
 */
export function rankNormalise(chains: readonly Float64Array[]): Float64Array[] {
  const { pooled, order, draws } = sampleOf(chains);
  if (order.length === 0) return chains.map((chain) => chain.map(() => NaN));
  const z = new Float64Array(pooled.length);
  writeScores(pooled, order, normalScores(order.length), z);
  return chains.map((_, c) => z.subarray(c * draws, (c + 1) * draws));
}

/** Writes into `out[i]` the score of `keys[i]` for every i in `order`, which sorts the keys. */
export function writeScores(keys: Float64Array, order: Uint32Array, scores: NormalScores, out: Float64Array): void {
  const n = order.length;
  for (let first = 0; first < n;) {
    const key = keys[order[first]];
    let next = first + 1;
    while (next < n && keys[order[next]] === key) next++;
    // Ranks first + 1, …, next have the average (first + 1 + next)/2.
    const z = scores.score(first + 1 + next);
    for (let k = first; k < next; k++) out[order[k]] = z;
    first = next;
  }
}
