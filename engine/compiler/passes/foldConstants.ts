/** Computes at once what depends on constants alone. */
import type { Graph } from "../../core/Graph.js";
import { interpretNode } from "../interpretNode.js";
import { isInteger } from "../GraphBuilder.js";
import { rewrite } from "./rewrite.js";

/** The graph with every node of constant inputs replaced by its value. */
export function foldConstants(graph: Graph): Graph {
  return rewrite(graph, (builder, node) => {
    const inputs = node.inputs.map((input) => builder.nodes[input]!);
    const constants = inputs.flatMap((input) =>
      input.op === "constant" || input.op === "table" ? [input.values] : [],
    );
    if (inputs.length === 0 || constants.length < inputs.length) return builder.add(node);
    const values = interpretNode(node, constants);
    if (isInteger(node)) return builder.table(values as Int32Array);
    return builder.constant(values as Float64Array);
  });
}
