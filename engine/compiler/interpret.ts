/** The oracle: evaluates a graph node by node, without a compiler. */
import type { Graph, OutputName } from "../core/Graph.js";
import { interpretNode, type Values } from "./interpretNode.js";
import { reach } from "./reach.js";

/** A graph that is evaluated plainly. */
export interface InterpretedGraph {
  readonly dimension: number;
  /** As `LogDensity.evaluate`, but without turning NaN into -Infinity. */
  evaluate(position: Float64Array, gradient: Float64Array): number;
  /** One of the graph's outputs. */
  output(name: OutputName, position: Float64Array): Float64Array;
  set(name: string, values: ArrayLike<number>): void;
}

/**
 * An interpreter of a graph: slow, and simple enough to be believed.
 * @param graph A traced graph.
 */
export function interpret(graph: Graph): InterpretedGraph {
  const replaced = new Map<string, Values>();

  const values = (position: Float64Array, wanted: readonly number[]): readonly Values[] => {
    const results: Values[] = [];
    const needed = reach(graph, wanted);
    graph.nodes.forEach((node, id) => {
      if (!needed.has(id)) return;
      if (node.op === "position") results[id] = position;
      else if (node.op === "input") results[id] = replaced.get(node.name) ?? node.values;
      else
        results[id] = interpretNode(
          node,
          node.inputs.map((input) => results[input]!),
        );
    });
    return results;
  };

  return {
    dimension: graph.dimension,
    evaluate(position, gradient) {
      const { logDensity, gradient: gradientNode } = graph.outputs;
      const results = values(position, [logDensity, gradientNode]);
      gradient.set(broadcast(results[gradientNode]!, graph.dimension));
      return results[logDensity]![0]!;
    },
    output(name, position) {
      const id = graph.outputs[name];
      if (id === undefined) return new Float64Array(0);
      return Float64Array.from(values(position, [id])[id]!);
    },
    set(name, given) {
      const node = graph.nodes.find((candidate) => candidate.op === "input" && candidate.name === name);
      if (node?.op !== "input") throw new Error(`unknown input: "${name}"`);
      replaced.set(name, node.kind === "int32" ? Int32Array.from(given) : Float64Array.from(given));
    },
  };
}

function broadcast(values: Values, length: number): Values {
  return values.length === length ? values : new Float64Array(length).fill(values[0]!);
}
