/** Nodes of a group-level term: its levels, or with a kernel what effects are given to, from which levels take theirs. */
import type { GroupTerm } from "./Frame.js";

/** How many there are. */
export function nodeCount({ levels, related }: Pick<GroupTerm, "levels" | "related">): number {
  return related?.kernel.nodes ?? levels.length;
}

/** Node of each row of fitted data. */
export function nodeOfRows({ index, related }: Pick<GroupTerm, "index" | "related">): Int32Array {
  return related ? index.map((level) => related.kernel.node[level]!) : index;
}
