/** The parts of a network between which no study compares. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Network } from "./Network.js";
import { alikeNames } from "./alikeNames.js";
import { nearNames } from "./nearNames.js";
import { quotedList } from "./listed.js";

type Connections = Pick<Network, "treatments" | "studies">;

/**
 * Treatments by part, in the network's order; one part where all are connected. Every study joins all of its arms.
 *
 * @example networkParts(network) // [["A", "B"], ["C", "D"]] where no study has one of A, B and one of C, D
 */
export function networkParts({ treatments, studies }: Connections): readonly (readonly string[])[] {
  const parent = treatments.map((_, treatment) => treatment);
  const root = (treatment: number): number => {
    let at = treatment;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const { arms } of studies) for (const arm of arms) parent[root(arm.treatment)] = root(arms[0]!.treatment);
  const parts = new Map<number, string[]>();
  treatments.forEach((name, treatment) => {
    const part = parts.get(root(treatment));
    if (part === undefined) parts.set(root(treatment), [name]);
    else part.push(name);
  });
  return [...parts.values()];
}

/** Refuses a network in parts. @throws UserError naming the treatments of each part. */
export function requireConnected(network: Connections): void {
  const parts = networkParts(network);
  if (parts.length === 1) return;
  const words = parts.map((part) => quotedList(part)).join("; ");
  const alike = [...alikeNames(network.treatments), ...nearNames(network.treatments)];
  const smallest = parts.reduce((least, part) => (part.length < least.length ? part : least));
  const others = `leave out the studies of all but one part, such as those of ${quotedList(smallest)}`;
  const mend =
    alike.length === 0
      ? `add a study that connects them, or ${others}`
      : `write ${quotedList(alike[0]!)} the same if they are one treatment, or ${others}`;
  throw new UserError(`the network is in ${parts.length} parts that no study connects (${words}): ${mend}.`);
}
