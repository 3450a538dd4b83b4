/** The error for an outcome that a likelihood is not of. */
import type { ArmOutcome } from "../data/Network.js";

/** Says which outcomes were wanted; a person's table is checked long before, so this is a mistake of ours. */
export function wrongOutcome(wanted: ArmOutcome["kind"], outcome: ArmOutcome): Error {
  return new Error(`a likelihood of ${wanted} was handed ${outcome.kind}.`);
}
