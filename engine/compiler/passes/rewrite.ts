/** Rebuilds a graph node by node under a rule: the frame in which every pass is written. */
import type { Graph, GraphOutputs, Node } from "../../core/Graph.js";
import { GraphBuilder } from "../GraphBuilder.js";
import { reach } from "../reach.js";

/** Given the new graph so far and a node whose inputs are already new, gives the node that takes its place. */
export type Rule = (builder: GraphBuilder, node: Node) => number;

/** A pass: a graph with the same outputs, computed more cheaply. */
export type Pass = (graph: Graph) => Graph;

/** Applies a rule to every node that an output needs; what no output needs, before or after, is dropped. */
export function rewrite(graph: Graph, rule: Rule): Graph {
  return removeUnused(rebuild(graph, rule));
}

/** The graph without nodes that no output needs. */
export function removeUnused(graph: Graph): Graph {
  return rebuild(graph, (builder, node) => builder.add(node));
}

function rebuild(graph: Graph, rule: Rule): Graph {
  const builder = new GraphBuilder();
  const renamed: number[] = [];
  const needed = reach(graph, Object.values(graph.outputs));
  graph.nodes.forEach((node, id) => {
    if (!needed.has(id)) return;
    renamed[id] = rule(builder, { ...node, inputs: node.inputs.map((input) => renamed[input]!) });
  });
  const outputs = Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, renamed[id]!]));
  return builder.finish(graph.dimension, outputs as GraphOutputs);
}
