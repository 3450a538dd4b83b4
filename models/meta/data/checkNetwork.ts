/** What is known of a network before anything is fitted: its size, its parts, and what deserves a second look. */
import type { Warning } from "../../../engine/core/Warning.js";
import type { Arm, Network } from "./Network.js";
import { networkParts } from "./networkParts.js";
import { networkNotes } from "./networkNotes.js";
import { networkWarnings } from "./networkWarnings.js";

/** People and events are absent where not every arm tells of them. */
export interface TreatmentSize {
  readonly treatment: string;
  readonly studies: number;
  readonly participants?: number;
  readonly events?: number;
}

export interface ComparisonSize {
  /** The earlier treatment in the network's order. */
  readonly from: string;
  readonly to: string;
  /** Studies that have both. */
  readonly studies: number;
  /** In the arms of both. */
  readonly participants?: number;
}

export interface NetworkCheck {
  readonly studies: number;
  readonly arms: number;
  /** Of three arms or more. */
  readonly multiArmStudies: number;
  /** Known by differences instead of arms. */
  readonly contrastStudies: number;
  readonly participants?: number;
  readonly events?: number;
  readonly treatments: readonly TreatmentSize[];
  /** With direct evidence, in the order of treatments. */
  readonly comparisons: readonly ComparisonSize[];
  /** Treatments that are connected, by part: one part, or the network cannot be fitted as one. */
  readonly parts: readonly (readonly string[])[];
  /** Ways in which direct evidence could contradict itself; 0 where consistency can only be assumed. */
  readonly inconsistencyFreedom: number;
  /** What deserves a second look or changes what can be concluded. */
  readonly warnings: readonly Warning[];
  /** What is worth knowing and in order. */
  readonly notes: readonly Warning[];
}

/**
 * The check of a network that could be read.
 *
 * `inconsistencyFreedom` counts, over designs (sets of treatments that some study compares), their arms less one, less the number of
 * treatments less one in each part: the degrees of freedom of the design-by-treatment interaction (Higgins et al. 2012).
 *
 * @example checkNetwork(readNetwork(table, reading)).parts.length // 1
 */
export function checkNetwork(network: Network): NetworkCheck {
  const { treatments, studies } = network;
  const arms = studies.flatMap((study) => study.arms);
  const parts = networkParts(network);
  return {
    studies: studies.length,
    arms: arms.length,
    multiArmStudies: studies.filter((study) => study.arms.length > 2).length,
    contrastStudies: studies.filter(({ contrasts }) => contrasts !== undefined).length,
    ...sizeOf(arms),
    treatments: treatments.map((treatment, place) => {
      const own = arms.filter((arm) => arm.treatment === place);
      return { treatment, studies: own.length, ...sizeOf(own) };
    }),
    comparisons: comparisonsOf(network),
    parts,
    inconsistencyFreedom: inconsistencyFreedom(network, parts.length),
    warnings: networkWarnings(network, inconsistencyFreedom(network, parts.length)),
    notes: networkNotes(network),
  };
}

function sizeOf(arms: readonly Arm[]): { participants?: number; events?: number } {
  const participants = sumOf(arms.map((arm) => arm.participants));
  const events = sumOf(arms.map(eventsOf));
  return { ...(participants !== undefined && { participants }), ...(events !== undefined && { events }) };
}

function eventsOf({ outcome }: Arm): number | undefined {
  return outcome?.kind === "events" || outcome?.kind === "rate" ? outcome.events : undefined;
}

/** The sum of numbers that are all known. */
function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const number of numbers) {
    if (number === undefined) return undefined;
    sum += number;
  }
  return numbers.length === 0 ? undefined : sum;
}

function comparisonsOf({ treatments, studies }: Network): ComparisonSize[] {
  const found = new Map<number, Arm[][]>();
  for (const { arms } of studies) {
    arms.forEach((from, place) => {
      for (const to of arms.slice(place + 1)) {
        const key = from.treatment * treatments.length + to.treatment;
        const pairs = found.get(key);
        if (pairs === undefined) found.set(key, [[from, to]]);
        else pairs.push([from, to]);
      }
    });
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([key, pairs]) => {
      const participants = sumOf(pairs.flat().map((arm) => arm.participants));
      const [from, to] = [Math.floor(key / treatments.length), key % treatments.length];
      const size = { from: treatments[from]!, to: treatments[to]!, studies: pairs.length };
      return participants === undefined ? size : { ...size, participants };
    });
}

function inconsistencyFreedom({ treatments, studies }: Network, parts: number): number {
  const designs = new Map(studies.map(({ arms }) => [arms.map((arm) => arm.treatment).join(" "), arms.length]));
  return [...designs.values()].reduce((sum, arms) => sum + arms - 1, 0) - (treatments.length - parts);
}
