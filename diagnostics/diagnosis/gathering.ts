/** Where divergent draws gather. */
import { separationScore, shareBelow } from "./separation.js";
import type { Evidence } from "./Evidence.js";
import { concatenated } from "./concatenated.js";
import { narrowsOthers } from "./narrowsOthers.js";
import { mayBeScale } from "./scales.js";

/** One variable by which divergent draws stand apart from the others. */
export interface Gathering {
  readonly variable: string;
  /** Whether they are at its low or its high end. */
  readonly end: "low" | "high";
  /** Probability that a divergent draw lies further to that end than another draw. */
  readonly share: number;
  /** Standard deviations from chance. */
  readonly score: number;
  readonly scale: boolean;
  /** Divergent draws in the outer quarter of that end. */
  readonly inQuarter: number;
}

/** Scores below this are chance among a few hundred variables. */
const leastScore = 4;

/** Variables that are looked at. */
const mostVariables = 3000;

/** What was found before: several causes ask. */
const kept = new WeakMap<Evidence, readonly Gathering[]>();

/** Variables by which divergent draws stand apart, the clearest first; scales near 0 before anything else. */
export function gatheringOf(evidence: Evidence): readonly Gathering[] {
  const before = kept.get(evidence);
  if (before) return before;
  const found = gatherings(evidence);
  kept.set(evidence, found);
  return found;
}

function gatherings(evidence: Evidence): readonly Gathering[] {
  const { divergent, divergences, transitions, rows, chainsOf } = evidence;
  if (divergences === 0 || divergences === transitions) return [];
  const found = rows.slice(0, mostVariables).flatMap((row): Gathering[] => {
    if (row.sd === null || row.sd === 0) return [];
    const chains = chainsOf(row.variable);
    const sorted = pooledSorted(chains);
    const chosen = Float64Array.from(chains.flatMap((chain, c) => Array.from(divergent[c]!, (i) => chain[i]!)));
    const share = shareBelow(sorted, chosen);
    const score = separationScore(share, chosen.length, sorted.length);
    const end = share > 0.5 ? "low" : "high";
    const quarter = sorted[Math.floor((end === "low" ? 0.25 : 0.75) * (sorted.length - 1))]!;
    const inQuarter = chosen.filter((value) => (end === "low" ? value <= quarter : value >= quarter)).length;
    const scale =
      mayBeScale(row, sorted[0]!) || (Math.abs(score) >= leastScore && narrowsOthers(row.variable, evidence));
    if (!(Math.abs(score) >= leastScore)) {
      // A few divergent draws cannot score, but the very neck of a funnel is no place to have them.
      const neck = sorted[Math.floor(0.05 * (sorted.length - 1))]!;
      if (!(scale && chosen.length >= 2 && chosen.length < 8 && chosen.every((value) => value <= neck))) return [];
    }
    return [
      { variable: row.variable, end, share: Math.max(share, 1 - share), score: Math.abs(score), scale, inQuarter },
    ];
  });
  const neck = (one: Gathering): number => (one.scale && one.end === "low" ? 1 : 0);
  return found.sort((a, b) => neck(b) - neck(a) || b.share - a.share);
}

function pooledSorted(chains: readonly Float64Array[]): Float64Array {
  return concatenated(chains).sort();
}
