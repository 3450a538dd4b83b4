/** What the causes of trouble are told by: draws and their summary, made ready once. */
import type { ChainDraws, Draws } from "../../engine/core/Draws.js";
import { evenChains, variableChains, type EvenChains } from "../evenChains.js";
import { isRhatByChance } from "../rhatByChance.js";
import { divergenceCount, ebfmiByChain, transitionCount, treeDepthHitCount } from "../samplerStatistics.js";
import type { SummaryRow } from "../summarise.js";
import { essPerChain, rhatLimit, visibleRhat } from "../limits.js";

/** Draws, their summary, and what is striking about them. */
export interface Evidence {
  readonly draws: Draws;
  readonly even: EvenChains;
  readonly rows: readonly SummaryRow[];
  /** Transitions that are used. */
  readonly transitions: number;
  /** Rows whose R-hat is too high and not so by chance, the highest first; no more than are worth looking at. */
  readonly disagreeing: readonly SummaryRow[];
  /** Rows with too few effective draws in bulk or tails, the fewest first. */
  readonly fewEffective: readonly SummaryRow[];
  /** Divergent transitions: chains in order, with the places of their draws. */
  readonly divergent: readonly Int32Array[];
  readonly divergences: number;
  /** Share of transitions that the limit of the tree depth ended; 0 where that is not known. */
  readonly cutShort: number;
  readonly lowestEbfmi: number;
  /** Draws of a variable by chain. */
  chainsOf(variable: string): readonly Float64Array[];
}

/** Rows that are looked at one by one. */
const mostRows = 24;

/** Draws never change, and warnings, verdict and report all ask for their causes. */
const evidenceOfDraws = new WeakMap<Draws, Evidence>();

/** Evidence from draws with their summary; the same record, with what causes keep beside it, for the same rows. */
export function evidenceOf(draws: Draws, rows: readonly SummaryRow[]): Evidence {
  const before = evidenceOfDraws.get(draws);
  if (before && before.rows.length === rows.length && before.rows.every((row, k) => row === rows[k])) return before;
  const evidence = gathered(draws, rows);
  evidenceOfDraws.set(draws, evidence);
  return evidence;
}

function gathered(draws: Draws, rows: readonly SummaryRow[]): Evidence {
  const even = evenChains(draws);
  const places = new Map(draws.names.map((name, place) => [name, place]));
  const kept = new Map<string, readonly Float64Array[]>();
  const chainsOf = (variable: string): readonly Float64Array[] => {
    const before = kept.get(variable);
    if (before) return before;
    const place = places.get(variable);
    const chains = place === undefined ? [] : variableChains(even, draws.names.length, place, 1)[0]!;
    if (kept.size >= 4 * mostRows) kept.clear();
    kept.set(variable, chains);
    return chains;
  };
  const computed = rows.filter((row) => row.rhat !== null).length;
  const disagreeing = rows
    .filter((row) => row.rhat !== null && row.rhat > rhatLimit)
    .sort((a, b) => b.rhat! - a.rhat!)
    .slice(0, mostRows)
    .filter((row) => !isRhatByChance(chainsOf(row.variable), computed));
  const limit = essPerChain * even.chains.length;
  const fewEffective = rows.filter((row) => smallerEss(row) < limit).sort((a, b) => smallerEss(a) - smallerEss(b));
  const divergent = even.chains.map((chain) => divergentPlaces(chain, even.draws));
  const { value: divergences } = divergenceCount(draws);
  const { value: hits } = treeDepthHitCount(draws);
  const transitions = transitionCount(draws);
  const energies = ebfmiByChain(draws).flatMap(({ value, reason }) => (reason === undefined ? [value] : []));
  const lowestEbfmi = energies.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    ...{ draws, even, rows, transitions, disagreeing, fewEffective, divergent, lowestEbfmi, chainsOf },
    divergences: divergences > 0 ? divergences : 0,
    cutShort: hits > 0 ? hits / transitions : 0,
  };
}

/** The smaller of bulk and tail; infinite where neither is known. */
export function smallerEss(row: SummaryRow): number {
  return Math.min(row.ess_bulk ?? Infinity, row.ess_tail ?? Infinity);
}

/** Share of the effective draws asked for below which not even means can be relied on. */
const leastShare = 0.25;

/** Whether chains disagree so much, or are worth so few draws, that no estimate can be relied on. */
export function isGrave({ disagreeing, fewEffective, even }: Evidence): boolean {
  const few = fewEffective[0];
  return (
    (disagreeing[0]?.rhat ?? 1) > visibleRhat ||
    (few !== undefined && smallerEss(few) < leastShare * essPerChain * even.chains.length)
  );
}

function divergentPlaces({ statistics }: ChainDraws, draws: number): Int32Array {
  const places: number[] = [];
  for (let i = 0; i < Math.min(draws, statistics.divergent.length); i++)
    if (statistics.divergent[i] === 1) places.push(i);
  return Int32Array.from(places);
}
