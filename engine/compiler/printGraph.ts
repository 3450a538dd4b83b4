/** A graph as text, one node a line, for eyes and for golden tests. */
import type { Graph, Node } from "../core/Graph.js";
import { isInteger } from "./GraphBuilder.js";

/**
 * One line per node: `%4 = multiply(%2, %3) : 10`.
 * @param graph A graph.
 */
export function printGraph(graph: Graph): string {
  const lines = graph.nodes.map(
    (node, id) => `%${id} = ${printNode(node)} : ${isInteger(node) ? "i" : ""}${node.length}`,
  );
  for (const [name, id] of Object.entries(graph.outputs)) lines.push(`${name} = %${id}`);
  return lines.join("\n");
}

function printNode(node: Node): string {
  const inputs = node.inputs.map((input) => `%${input}`);
  return `${node.op === "routine" ? node.routine : node.op}(${[...inputs, ...attributes(node)].join(", ")})`;
}

function attributes(node: Node): string[] {
  switch (node.op) {
    case "input":
      return [node.name];
    case "constant":
    case "table":
      return [node.length > 4 ? `[${[...node.values.slice(0, 3)].join(" ")} …]` : [...node.values].join(" ")];
    case "slice":
      return [`start ${node.start}`];
    case "concat":
      return [`lengths ${node.lengths.join(" ")}`];
    case "expandIndex":
      return [`stride ${node.stride}`];
    case "routine":
      return [`sizes ${node.sizes.join(" ")}`];
    default:
      return [];
  }
}
