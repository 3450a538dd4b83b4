/** Direct, indirect and network estimates of every comparison. */
import type { FittedNetwork } from "../FittedNetwork.js";
import { comparisonsToSplit } from "./comparisonsToSplit.js";
import { compares } from "./directEvidence.js";
import { pairDraws } from "./pairDraws.js";
import type { SplitEstimate } from "./splitSummary.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";

/** Effects are of `to` minus `from`, on the link scale; null where there is no such evidence or no split was fitted. */
export interface EvidenceRow {
  readonly from: string;
  readonly to: string;
  /** `direct only` where no independent indirect evidence is: without the studies that compare the two they are not connected. */
  readonly evidence: "direct and indirect" | "direct only" | "indirect only";
  /** How many studies compare the two. */
  readonly studies: number;
  readonly direct: EffectSummary | null;
  readonly indirect: EffectSummary | null;
  readonly network: EffectSummary;
  readonly omega: EffectSummary | null;
  readonly p_value: number | null;
}

/**
 * Every comparison of the network, the earlier treatment first. Where all evidence is of one kind, that estimate is the network's.
 *
 * @param network The fit of the consistency model.
 * @param splits Comparisons that were split, see `splitSummary`.
 * @throws UserError for unrelated mean effects, which have no network estimate.
 */
export function evidenceTable(network: FittedNetwork, splits: readonly SplitEstimate[] = []): readonly EvidenceRow[] {
  const { treatments, studies } = network.network;
  const key = (from: string, to: string): string => JSON.stringify([from, to]);
  const splitOf = new Map(splits.map((split) => [key(split.from, split.to), split]));
  const both = new Set(comparisonsToSplit(network.network).map(([from, to]) => key(from, to)));
  network.effects();
  const drawsOf = pairDraws(network);
  const row = (i: number, j: number): EvidenceRow => {
    const [from, to] = [treatments[i]!, treatments[j]!];
    const own = studies.filter((study) => compares(study, i, j)).length;
    const split = splitOf.get(key(from, to));
    const estimate = split?.network ?? summariseDraws(drawsOf(i, j)!);
    const evidence = own === 0 ? "indirect only" : both.has(key(from, to)) ? "direct and indirect" : "direct only";
    return {
      from,
      to,
      evidence,
      studies: own,
      direct: split?.direct ?? (evidence === "direct only" ? estimate : null),
      indirect: split?.indirect ?? (evidence === "indirect only" ? estimate : null),
      network: estimate,
      omega: split?.omega ?? null,
      p_value: split?.p_value ?? null,
    };
  };
  return treatments.flatMap((_, i) => treatments.slice(i + 1).map((_other, k) => row(i, i + 1 + k)));
}
