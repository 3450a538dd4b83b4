/** Where divergent draws gather. */
import { normalQuantile } from "../../engine/math/normalQuantile.js";
import { evenChains, variableChains } from "../evenChains.js";
import type { SummaryRow } from "../summarise.js";
import { concatenated } from "./concatenated.js";
import type { Evidence } from "./Evidence.js";
import { narrowsOthers } from "./narrowsOthers.js";
import { scalesByName } from "./scales.js";
import { separationScore, shareBelow } from "./separation.js";

/** One variable by which divergent draws stand apart from the others. */
export interface Gathering {
  readonly variable: string;
  /** Whether they are at its low or its high end. */
  readonly end: "low" | "high";
  /** Probability that a divergent draw lies further to that end than another draw. */
  readonly share: number;
  /** Standard deviations from chance. */
  readonly score: number;
  /** Whether it is a scale of effects, by its name or since others narrow where it is small. */
  readonly scale: boolean;
  /** Divergent draws in the outer quarter of that end. */
  readonly inQuarter: number;
}

/** Scores below this are chance. */
const leastScore = 4;

/** Probability that chance passes for a gathering, over all variables that are looked at. */
const familywise = 0.01;

/** Share of the draws that is the very neck of a funnel. */
const neckShare = 0.05;

/** Divergent draws that are too few to score. */
const fewDivergences = 8;

/** Variables that are looked at. */
const mostVariables = 3000;

/** Variables that are read from the draws at once. */
const blockSize = 8;

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
  const { divergences, transitions, draws, rows } = evidence;
  if (divergences === 0 || divergences === transitions) return [];
  const byName = new Map(rows.map((row) => [row.variable, row]));
  const names = draws.names.slice(0, mostVariables);
  const even = evenChains(draws);
  const limits = limitsOf(evidence, names, byName);
  const found: Gathering[] = [];
  for (let first = 0; first < names.length; first += blockSize) {
    const block = names.slice(first, first + blockSize);
    variableChains(even, draws.names.length, first, block.length).forEach((chains, k) => {
      const row = byName.get(block[k]!);
      const one = row && row.sd !== null && row.sd > 0 ? gathered(row, chains, evidence, limits) : undefined;
      if (one) found.push(one);
    });
  }
  const neck = (one: Gathering): number => (one.scale && one.end === "low" ? 1 : 0);
  return found.sort((a, b) => neck(b) - neck(a) || b.share - a.share);
}

/** What chance may do among so many variables. */
interface Limits {
  readonly score: number;
  /** Whether so few divergent draws in the necks of all scales by name would be no accident. */
  readonly neck: boolean;
}

function limitsOf(
  { draws, divergences }: Evidence,
  names: readonly string[],
  rows: ReadonlyMap<string, SummaryRow>,
): Limits {
  const scales = names.filter((name) => mayBeScale(rows.get(name)) && scalesByName(name, draws.names)).length;
  let chance = Math.max(1, scales);
  for (let k = 0; k < divergences && chance > 0; k++) chance *= neckShare;
  return {
    score: Math.max(leastScore, normalQuantile(1 - familywise / 2 / Math.max(1, names.length))),
    neck: divergences >= 2 && divergences < fewDivergences && chance <= familywise,
  };
}

function gathered(
  row: SummaryRow,
  chains: readonly Float64Array[],
  evidence: Evidence,
  limits: Limits,
): Gathering | undefined {
  const { divergent, draws } = evidence;
  const { variable, q25, q75 } = row;
  const all = concatenated(chains);
  const chosen = Float64Array.from(chains.flatMap((chain, c) => Array.from(divergent[c]!, (i) => chain[i]!)));
  const share = shareBelow(all, chosen);
  const score = separationScore(share, chosen.length, all.length);
  const end = share > 0.5 ? "low" : "high";
  const clear = Math.abs(score) >= limits.score;
  // A few divergent draws cannot score, but the very neck of a funnel is no place to have them.
  const isScale = mayBeScale(row) && scalesByName(variable, draws.names);
  if (!clear && !(limits.neck && isScale && liesInNeck(all, chosen))) return undefined;
  const inQuarter = chosen.filter((value) => (end === "low" ? value <= q25! : value >= q75!)).length;
  const scale = isScale || narrowsOthers(variable, evidence);
  return { variable, end, share: Math.max(share, 1 - share), score: Math.abs(score), scale, inQuarter };
}

function mayBeScale(row: SummaryRow | undefined): boolean {
  return (row?.["q2.5"] ?? -1) >= 0;
}

function liesInNeck(all: Float64Array, chosen: Float64Array): boolean {
  const sorted = all.slice().sort();
  const neck = sorted[Math.floor(neckShare * (sorted.length - 1))]!;
  return chosen.every((value) => value <= neck);
}
