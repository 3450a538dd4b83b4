/** The parts of a network between which no study compares. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Network } from "./Network.js";
import { listed, quotedList } from "./listed.js";

/**
 * Treatments by part, in the network's order; one part where all are connected. Every study joins all of its arms.
 *
 * @example networkParts(network) // [["A", "B"], ["C", "D"]] where no study has one of A, B and one of C, D
 */
export function networkParts({ treatments, studies }: Network): readonly (readonly string[])[] {
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
export function requireConnected(network: Network): void {
  const parts = networkParts(network);
  if (parts.length === 1) return;
  const words = parts.map((part) => listed(part.map((name) => `"${name}"`)));
  const smallest = parts.reduce((least, part) => (part.length < least.length ? part : least));
  throw new UserError(
    `the network is in ${parts.length} parts that no study connects (${words.join("; ")}): add a study that connects them, or leave ` +
      `out the studies of all but one part, such as those of ${quotedList(smallest)}.`,
  );
}
