/** Whose the draws are, from the lowest to the highest. */
import { stream } from "../../engine/random/stream.js";
import { sampleOf } from "../sample.js";
import type { Reason } from "../statistic.js";

/** The chain of each draw, numbered from 0, in ascending order of the draws. */
export interface Owners {
  readonly owners: Int32Array;
  readonly reason?: Reason;
}

/**
 * Puts the draws of all chains in order and says of each which chain it is of. Draws that tie are in random order, always the same one,
 * so that ranks of discrete draws are as uniform as those of others.
 *
 * @throws RangeError if the chains are not of one length.
 */
export function ownersOf(chains: readonly Float64Array[]): Owners {
  const { sorted, order, draws, reason } = sampleOf(chains);
  if (chains.length === 1) return { owners: new Int32Array(0), reason: reason ?? "oneChain" };
  if (reason !== undefined) return { owners: new Int32Array(0), reason };
  const owners = Int32Array.from(order, (i) => Math.floor(i / draws));
  const rng = stream("1", "order of ties");
  for (let first = 0; first < sorted.length;) {
    let next = first + 1;
    while (next < sorted.length && sorted[next] === sorted[first]) next++;
    for (let i = next - 1; i > first; i--) {
      const j = first + Math.floor(rng.uniform() * (i - first + 1));
      const owner = owners[i];
      owners[i] = owners[j];
      owners[j] = owner;
    }
    first = next;
  }
  return { owners };
}
