/** Computes equal expressions once. */
import type { Graph, Node } from "../../core/Graph.js";
import { rewrite } from "./rewrite.js";

/** The graph in which no two nodes have the same operation, attributes and inputs. */
export function shareSubexpressions(graph: Graph): Graph {
  const seen = new Map<string, number>();
  return rewrite(graph, (builder, node) => {
    const key = keyOf(node);
    const known = seen.get(key);
    if (known !== undefined) return known;
    const id = builder.add(node);
    seen.set(key, id);
    return id;
  });
}

const commutative = new Set(["add", "multiply", "equal"]);

function keyOf(node: Node): string {
  const inputs = commutative.has(node.op) ? [...node.inputs].sort((a, b) => a - b) : node.inputs;
  const { op, length } = node;
  return `${op}:${length}:${inputs.join(",")}:${attributeKey(node)}`;
}

function attributeKey(node: Node): string {
  switch (node.op) {
    case "input":
      return node.name;
    case "constant":
      return bits(node.values);
    case "table":
      return node.values.join(",");
    case "slice":
      return String(node.start);
    case "concat":
      return node.lengths.join(",");
    case "expandIndex":
      return String(node.stride);
    case "routine":
      return `${node.routine}:${node.sizes.join(",")}`;
    default:
      return "";
  }
}

/** Text that tells 0 from -0. */
function bits(values: Float64Array): string {
  return Array.from(values, (value) => (Object.is(value, -0) ? "-0" : String(value))).join(",");
}
