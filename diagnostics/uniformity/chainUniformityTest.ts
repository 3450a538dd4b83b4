/** Whether several chains draw from one distribution, by their ranks. */
import type { Reason } from "../statistic.js";
import { cauchyScore, cauchyTail, shareOfMean } from "./cauchyCombination.js";
import { hypergeometric } from "./countPath.js";
import { ownersOf } from "./ownersOf.js";

/** A p-value, and where it comes from. */
export interface ChainUniformityTest {
  /** NaN where there is a reason. */
  readonly pValue: number;
  readonly reason?: Reason;
  /** Shares of all draws at which chains are looked at, ascending. */
  readonly points: Float64Array;
  /** For each chain, p-values of its count of draws below each point. */
  readonly pointwise: readonly Float64Array[];
  /** What each point adds to the evidence. */
  readonly influence: Float64Array;
}

/**
 * Compares each chain's draws below i/(n + 1) of all draws, i = 1, …, n, with what a random order of ranks would give: a
 * hypergeometric law, with half the probability of what was seen (mid-p). P-values are put together as Cauchy variables, over chains and
 * then over points; called mtc_c in ArviZ.
 *
 * It does not see what chains have in common, such as a trend: give it halves of chains (`splitChains`) too. It takes draws for
 * independent: `thinned` chains, where they are not. Draws that tie are put in random order.
 *
 * @param chains equal lengths, two or more
 * @throws RangeError if the chains are not of one length.
 * @example chainUniformityTest(chains).pValue < 0.01 // the chains differ
 */
export function chainUniformityTest(chains: readonly Float64Array[]): ChainUniformityTest {
  const nothing = { points: new Float64Array(0), pointwise: [], influence: new Float64Array(0) };
  const { owners, reason } = ownersOf(chains);
  if (reason !== undefined) return { pValue: NaN, reason, ...nothing };
  const draws = chains[0].length;
  const all = owners.length;
  const pointwise = chains.map(() => new Float64Array(draws));
  const counts = new Int32Array(chains.length);
  const scores = new Float64Array(draws);
  for (let i = 0, at = 0; i < draws; i++) {
    const edge = Math.floor(((i + 1) * all) / (draws + 1));
    for (; at < edge; at++) counts[owners[at]]++;
    const law = hypergeometric(draws, edge, all);
    counts.forEach((count, chain) => {
      const p = midP(law, count);
      pointwise[chain][i] = p;
      scores[i] += cauchyScore(p) / chains.length;
    });
  }
  const points = Float64Array.from({ length: draws }, (_, i) => (i + 1) / (draws + 1));
  const mean = scores.reduce((sum, score) => sum + score, 0) / draws;
  return { pValue: cauchyTail(mean), points, pointwise, influence: shareOfMean(scores) };
}

/** Twice the smaller tail at a count, with half the probability of the count itself. */
function midP(law: Float64Array, count: number): number {
  let below = 0;
  let above = 0;
  for (let k = 0; k < count; k++) below += law[k];
  for (let k = law.length - 1; k > count; k--) above += law[k];
  return 2 * (Math.min(below, above) + law[count] / 2);
}
