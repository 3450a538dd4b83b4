/** Chains cut to one length, since every diagnostic compares chains draw by draw. */
import type { ChainDraws, Draws } from "../engine/core/Draws.js";

/** A chain with less than this share of the longest chain's draws is left out rather than cut to. */
const smallestShare = 0.1;

/** Chains that are used, the number of their first draws that is used, and what was done to get there. */
export interface EvenChains {
  readonly chains: readonly ChainDraws[];
  /** Draws used of every chain. */
  readonly draws: number;
  /** Chains of the others' lengths being different, cut to the shortest. */
  readonly cut: readonly ChainDraws[];
  /** Chains without draws, or with too few to be worth cutting the others down to. */
  readonly leftOut: readonly ChainDraws[];
}

/**
 * Chains cut to the shortest of them; a chain with less than a tenth of the longest one's draws, as of a fit stopped
 * early, is left out instead.
 */
export function evenChains(draws: Draws): EvenChains {
  const longest = draws.chains.reduce((most, chain) => Math.max(most, chain.drawCount), 0);
  const enough = (chain: ChainDraws) => chain.drawCount > 0 && chain.drawCount >= smallestShare * longest;
  const chains = draws.chains.filter(enough);
  const shortest = chains.reduce((least, chain) => Math.min(least, chain.drawCount), longest);
  return {
    chains,
    draws: shortest,
    cut: chains.filter((chain) => chain.drawCount > shortest),
    leftOut: draws.chains.filter((chain) => !enough(chain)),
  };
}

/**
 * Draws of the variables `first`, …, `first + count - 1` of the even chains, as [variable][chain], each of length
 * `draws`. A few variables at a time are quickest, since draws are stored row by row and
 * neighbours share cache lines.
 */
export function variableChains(
  { chains, draws }: EvenChains,
  width: number,
  first: number,
  count: number,
): Float64Array[][] {
  return Array.from({ length: count }, (_, v) =>
    chains.map(({ values }) => {
      const chain = new Float64Array(draws);
      for (let i = 0, at = first + v; i < draws; i++, at += width) chain[i] = values[at];
      return chain;
    }),
  );
}
