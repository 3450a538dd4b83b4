/** What integers of the data may be: a set column must never make the code read or write memory that is not its own. */
import type { Graph } from "../core/Graph.js";

/** Bound of integers that serve as numbers alone: kept as offsets in bytes, eight times their size, in 32 bits. */
export const wholeNumberBound = 268_435_456;

/**
 * For each integer node that is used as an index, the number below which its values must be; they are at least 0.
 * @param graph A well-formed graph.
 */
export function indexBounds({ nodes }: Graph): ReadonlyMap<number, number> {
  const bounds = new Map<number, number>();
  const tighten = (id: number, below: number) => bounds.set(id, Math.min(bounds.get(id) ?? Infinity, below));
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]!;
    const own = bounds.get(id);
    if (node.op === "gather") tighten(node.inputs[1]!, nodes[node.inputs[0]!]!.length);
    else if (node.op === "scatterAdd") tighten(node.inputs[1]!, node.length);
    else if (own === undefined) continue;
    else if (node.op === "expandIndex") tighten(node.inputs[0]!, Math.floor(own / node.stride));
    else if (node.op === "takeIndex") tighten(node.inputs[0]!, own);
  }
  return bounds;
}
