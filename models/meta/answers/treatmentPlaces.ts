/** Treatments by name, as a person asks for them. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { Network } from "../data/Network.js";

/**
 * Places of treatments in the network, in the order asked for; all of them in their own order where none are.
 *
 * @param what What they are asked for: `the decision set`.
 * @throws UserError for a name that is no treatment of the network, or that is listed twice.
 */
export function treatmentPlaces(
  { treatments }: Pick<Network, "treatments">,
  names: readonly string[] | undefined,
  what: string,
): readonly number[] {
  if (names === undefined) return treatments.map((_, place) => place);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UserError(`${what} lists "${twice}" twice: name each treatment once.`);
  return names.map((name) => treatmentPlace(treatments, name, what));
}

/** Place of one treatment. @throws UserError for a name that is none. */
export function treatmentPlace(treatments: readonly string[], name: string, what: string): number {
  const place = treatments.indexOf(name);
  if (place >= 0) return place;
  const near = nearestName(name, treatments);
  const mend = near === undefined ? `the treatments are ${treatments.join(", ")}.` : `did you mean "${near}"?`;
  throw new UserError(`unknown treatment "${name}" in ${what}: ${mend}`);
}
