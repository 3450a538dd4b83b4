/** Which nodes an output needs. */
import type { Graph } from "../core/Graph.js";

/** Nodes from which some of the wanted ones are computed, themselves included. */
export function reach(graph: Graph, wanted: readonly number[]): Set<number> {
  const reached = new Set<number>(wanted);
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (reached.has(id)) for (const input of graph.nodes[id]!.inputs) reached.add(input);
  }
  return reached;
}
