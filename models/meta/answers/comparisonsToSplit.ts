/** Which comparisons can be split into direct and indirect evidence. */
import type { Network, Study } from "../data/Network.js";
import { compares, directPairs } from "./directEvidence.js";

/**
 * Comparisons with direct evidence and independent indirect evidence, the earlier treatment first: without any study that has both
 * treatments, multi-arm studies included, the two are still connected. A multi-arm study is consistent in itself, so that a loop
 * within it is no evidence of another kind (van Valkenhoef, Dias, Ades & Welton 2016, Research Synthesis Methods 7, 80-93; the same rule as in multinma).
 *
 * @returns Pairs in the order of treatments; none for a star, or for one trial of all treatments.
 * @example comparisonsToSplit(network); // [["A", "B"], ["A", "C"], …]
 */
export function comparisonsToSplit(network: Network): readonly (readonly [string, string])[] {
  const { treatments, studies } = network;
  return directPairs(network)
    .filter(([from, to]) =>
      isConnected(
        studies.filter((study) => !compares(study, from, to)),
        from,
        to,
      ),
    )
    .map(([from, to]) => [treatments[from]!, treatments[to]!] as const);
}

function isConnected(studies: readonly Study[], from: number, to: number): boolean {
  const reached = new Set([from]);
  let before = 0;
  while (reached.size > before && !reached.has(to)) {
    before = reached.size;
    for (const { arms } of studies) {
      if (arms.some(({ treatment }) => reached.has(treatment))) {
        for (const { treatment } of arms) reached.add(treatment);
      }
    }
  }
  return reached.has(to);
}
