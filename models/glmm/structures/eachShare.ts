/** What a node has of its parents. */
import type { Descent } from "./Descent.js";

/** Visits the known parents of a node with their shares: one that stands twice, as in selfing, once with both. */
export function eachShare(
  { parents, parentsPerNode }: Descent,
  node: number,
  visit: (parent: number, share: number) => void,
): void {
  const first = parents[node * parentsPerNode];
  if (parentsPerNode === 1) {
    if (first !== -1) visit(first, 1);
    return;
  }
  const second = parents[2 * node + 1];
  if (first !== -1) visit(first, first === second ? 1 : 0.5);
  if (second !== -1 && second !== first) visit(second, 0.5);
}
