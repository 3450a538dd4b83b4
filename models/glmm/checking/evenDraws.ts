/** The draws of chains of one length, by their places among all draws of a fit. */
import type { Draws } from "../../../engine/core/Draws.js";
import { UserError } from "../../../engine/core/UserError.js";

/** A chain with less than this share of the longest chain's draws is left out rather than cut to. */
const smallestShare = 0.1;

export interface EvenDraws {
  readonly chains: number;
  readonly drawsPerChain: number;
  /** Places of their draws, chain after chain, among all draws of all chains, from 0 (chains × drawsPerChain). */
  readonly places: Int32Array;
}

/**
 * Chains cut to the shortest of them, by the rule that diagnostics follow: a chain with less than a tenth of the longest one's draws is
 * left out instead.
 *
 * @throws UserError when there are no draws.
 * @example evenDraws({ chains: [{ drawCount: 3 }, { drawCount: 2 }], … }).places; // [0, 1, 3, 4]
 */
export function evenDraws({ chains }: Pick<Draws, "chains">): EvenDraws {
  const longest = chains.reduce((most, { drawCount }) => Math.max(most, drawCount), 0);
  if (longest === 0) {
    throw new UserError("the fit has no draws: run it again, or let its chains come to their first draw.");
  }
  const starts: number[] = [];
  let [before, shortest] = [0, longest];
  for (const { drawCount } of chains) {
    if (drawCount > 0 && drawCount >= smallestShare * longest) {
      starts.push(before);
      shortest = Math.min(shortest, drawCount);
    }
    before += drawCount;
  }
  const places = Int32Array.from({ length: starts.length * shortest }, (_, k) => {
    return starts[Math.floor(k / shortest)]! + (k % shortest);
  });
  return { chains: starts.length, drawsPerChain: shortest, places };
}
