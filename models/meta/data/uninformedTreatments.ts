/** Treatments whose effects no study tells anything of. */
import type { Network, Study } from "./Network.js";
import { countsOf } from "./networkNotes.js";
import { networkParts } from "./networkParts.js";

/**
 * Treatments that only studies without events in any arm, or with nothing but events, connect with most of the others: the likelihood of such a study
 * is highest at a baseline without end and then knows no effects, so that theirs are their prior.
 *
 * @example uninformedTreatments(network) // ["C"] where C is in one study only, with 0/20 against 0/19
 */
export function uninformedTreatments({ treatments, studies }: Network): readonly string[] {
  // A network that is in parts anyway is refused for that.
  if (networkParts({ treatments, studies }).length > 1) return [];
  const parts = networkParts({ treatments, studies: studies.filter(tells) });
  const largest = parts.reduce((most, part) => (part.length > most.length ? part : most));
  return parts.flatMap((part) => (part === largest ? [] : part));
}

function tells({ arms }: Study): boolean {
  const counts = arms.map(countsOf);
  const isEmpty = counts.every((count) => count?.events === 0);
  const isFull = counts.every((count) => count !== undefined && count.events === count.total);
  return !isEmpty && !isFull;
}
