/** Says of which treatments nothing is known though they have effects and ranks. */
import { uninformedTreatments, type Network } from "../../../models/meta/index.js";
import { listing } from "../sections/listing.js";

/** A sentence to stand beside effects and ranks; undefined where studies tell of all treatments. */
export function uninformedText(network: Network): string | undefined {
  const names = uninformedTreatments(network);
  if (names.length === 0) return undefined;
  const its = names.length === 1 ? "its" : "their";
  return (
    `Nothing is known of how ${listing(names)} ${names.length === 1 ? "compares" : "compare"} with the others, which only studies without events in any ` +
    `arm, or with nothing but events, connect ${names.length === 1 ? "it" : "them"} with: ${its} effects and ${its} place among the ranks are the prior's.`
  );
}
