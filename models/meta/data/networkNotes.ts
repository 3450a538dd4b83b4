/** Notes on a network: what is in order, and worth knowing. */
import type { Warning } from "../../../engine/core/Warning.js";
import { listed, quotedList } from "./listed.js";
import type { Arm, Network } from "./Network.js";

/**
 * Arms without events, studies without events or with nothing but events, treatments that one study alone tells of, and a ratio that was found from
 * the name of a column.
 */
export function networkNotes(network: Network): readonly Warning[] {
  return [...zeroArms(network), ...emptyStudies(network), ...lonelyTreatments(network), ...foundRatio(network)];
}

function foundRatio({ ratio }: Network): Warning[] {
  if (ratio?.column === undefined) return [];
  const text = `Differences are taken for logarithms of ${ratio.name}s, by the name of the column "${ratio.column}": say another with --ratio.`;
  return [{ cause: "found_ratio", variables: [], text }];
}

/** Events of an arm and how many there could have been at most. */
export function countsOf({ outcome }: Arm): { readonly events: number; readonly total: number } | undefined {
  if (outcome?.kind === "events") return { events: outcome.events, total: outcome.total };
  return outcome?.kind === "rate" ? { events: outcome.events, total: Infinity } : undefined;
}

function zeroArms({ treatments, studies }: Network): Warning[] {
  const arms = studies.flatMap((study) =>
    study.arms.flatMap((arm) => {
      return countsOf(arm)?.events === 0 ? [`"${treatments[arm.treatment]!}" of study "${study.name}"`] : [];
    }),
  );
  if (arms.length === 0) return [];
  const have = arms.length === 1 ? "One arm has" : `${arms.length} arms have`;
  const text = `${have} no events (${listed(arms)}): the likelihood of counts is exact there, so nothing is added to them.`;
  return [{ cause: "zero_arms", variables: [], text }];
}

function emptyStudies({ studies }: Network): Warning[] {
  const all = (holds: (count: { events: number; total: number }) => boolean): string[] =>
    studies
      .filter(({ arms }) => arms.map(countsOf).every((count) => count !== undefined && holds(count)))
      .map(({ name }) => name);
  const empty = all(({ events }) => events === 0);
  const full = all(({ events, total }) => events === total);
  return [
    ...(empty.length > 0 ? [emptyNote(empty, "without events")] : []),
    ...(full.length > 0 ? [emptyNote(full, "with nothing but events")] : []),
  ];
}

function emptyNote(names: readonly string[], how: string): Warning {
  const [noun, are, tell] = names.length === 1 ? ["Study", "is", "tells"] : ["Studies", "are", "tell"];
  const text = `${noun} ${quotedList(names)}, ${how}, ${are} kept but ${tell} next to nothing of relative effects.`;
  return { cause: "empty_studies", variables: [], text };
}

function lonelyTreatments({ treatments, studies }: Network): Warning[] {
  const seen = treatments.map((_, t) => studies.filter(({ arms }) => arms.some((arm) => arm.treatment === t)).length);
  const lonely = treatments.filter((_, t) => seen[t] === 1);
  if (lonely.length === 0 || studies.length === 1) return [];
  const [noun, is, its] = lonely.length === 1 ? ["treatment", "is", "its"] : ["treatments", "are", "their"];
  const text = `The ${noun} ${quotedList(lonely)} ${is} seen in one study only, on which ${its} effects rest.`;
  return [{ cause: "single_study", variables: [], text }];
}
