/** Which comparisons studies make themselves, and with how many people. */
import type { Network, Study } from "../data/Network.js";
import { participantsOf } from "./dataPoints.js";

export interface DirectEvidence {
  /** The earlier in the network's order. */
  readonly from: string;
  readonly to: string;
  /** Names of the studies with both, those of more arms among them. */
  readonly studies: readonly string[];
  /** In the two arms of those studies, or null where some study does not tell. */
  readonly participants: number | null;
}

/**
 * Comparisons with direct evidence, in the order of treatments.
 *
 * @example directEvidence(network).map(({ from, to, studies }) => `${from} - ${to}: ${studies.length}`);
 */
export function directEvidence(network: Network): readonly DirectEvidence[] {
  const { treatments, studies } = network;
  return directPairs(network).map(([from, to]) => {
    const own = studies.filter((study) => compares(study, from, to));
    const people = own.flatMap(({ arms }) => arms.filter(({ treatment }) => treatment === from || treatment === to));
    const participants = people.reduce((sum, arm) => sum + participantsOf(arm), 0);
    return {
      from: treatments[from]!,
      to: treatments[to]!,
      studies: own.map(({ name }) => name),
      participants: Number.isNaN(participants) ? null : participants,
    };
  });
}

/** Pairs of treatments that some study has both of, by places, the earlier first. */
export function directPairs({ treatments, studies }: Network): readonly (readonly [number, number])[] {
  return treatments.flatMap((_, from) =>
    treatments.flatMap((_other, to) => {
      const isDirect = from < to && studies.some((study) => compares(study, from, to));
      return isDirect ? [[from, to] as const] : [];
    }),
  );
}

/** Whether a study has arms of both treatments. */
export function compares({ arms }: Study, a: number, b: number): boolean {
  return arms.some(({ treatment }) => treatment === a) && arms.some(({ treatment }) => treatment === b);
}
