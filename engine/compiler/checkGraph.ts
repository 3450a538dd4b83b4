/** What a well-formed graph is; run after every pass in tests, and once before code is emitted. */
import { normalsInput, type Graph, type Node } from "../core/Graph.js";
import { isInteger } from "./GraphBuilder.js";
import { reach } from "./reach.js";
import { routines } from "./routines/index.js";
import type { Routine } from "./routines/Routine.js";
import { outsideOf, type IntegerPart } from "./wholeNumbers.js";

/**
 * Throws an Error that names the first ill-formed node: an input that comes later, a length that does not fit,
 * integers where doubles are needed, a static index out of range.
 */
export function checkGraph(graph: Graph): void {
  graph.nodes.forEach((node, id) => {
    const problem = problemOf(graph, node, id);
    if (problem) throw new Error(`ill-formed graph: %${id} = ${node.op}: ${problem}`);
  });
  for (const [name, id] of Object.entries(graph.outputs)) {
    if (!graph.nodes[id]) throw new Error(`ill-formed graph: output ${name} is missing`);
  }
  const { logDensity, gradient } = graph.outputs;
  for (const id of reach(graph, [logDensity, gradient])) {
    const node = graph.nodes[id]!;
    if (node.op !== "input" || node.name !== normalsInput) continue;
    throw new Error("ill-formed graph: the log density depends on the normals that are drawn after it");
  }
  if (graph.nodes[logDensity]!.length !== 1) throw new Error("ill-formed graph: logDensity is no scalar");
}

function problemOf(graph: Graph, node: Node, id: number): string | undefined {
  if (node.inputs.some((input) => !(input >= 0 && input < id))) return "an input does not come before it";
  if (!Number.isInteger(node.length) || node.length < 0) return `length ${node.length}`;
  const inputs = node.inputs.map((input) => graph.nodes[input]!);
  const broadcast = (input: Node) => input.length === node.length || input.length === 1;
  switch (node.op) {
    case "position":
      return node.length === graph.dimension ? undefined : "length is not the dimension";
    case "input":
    case "constant":
    case "table":
      return node.values.length === node.length ? undefined : "length differs from its values";
    case "gather":
      if (isInteger(inputs[0]!) || !isInteger(inputs[1]!)) return "needs doubles and an index";
      if (inputs[1]!.length !== node.length) return "length differs from its index's";
      return inRange(graph, inputs[1]!, inputs[0]!.length);
    case "scatterAdd":
      if (isInteger(inputs[0]!) || !isInteger(inputs[1]!)) return "needs doubles and an index";
      if (inputs[0]!.length !== 1 && inputs[0]!.length !== inputs[1]!.length) return "index of another length";
      return inRange(graph, inputs[1]!, node.length);
    case "sum":
      if (node.length !== 1) return `length ${node.length}`;
      return isInteger(inputs[0]!) ? "needs doubles" : undefined;
    case "slice":
      if (isInteger(inputs[0]!)) return "needs doubles";
      return node.start >= 0 && node.start + node.length <= inputs[0]!.length ? undefined : "out of range";
    case "concat":
      if (inputs.some(isInteger)) return "needs doubles";
      return inputs.length === node.lengths.length &&
        inputs.every((input, i) => input.length === node.lengths[i] || input.length === 1) &&
        node.lengths.reduce((sum, length) => sum + length, 0) === node.length
        ? undefined
        : "lengths of pieces";
    case "toFloat":
    case "expandIndex": {
      if (!isInteger(inputs[0]!)) return "needs integers";
      const stride = node.op === "expandIndex" ? node.stride : 1;
      return node.length === inputs[0]!.length * stride ? undefined : "length differs from its input's";
    }
    case "takeIndex":
      if (!isInteger(inputs[0]!) || inputs[1]!.op !== "table") return "needs integers and a table";
      if (inputs[1]!.length !== node.length) return "length differs from its table's";
      return inRange(graph, inputs[1]!, inputs[0]!.length);
    case "routine": {
      const routine: Routine = routines[node.routine];
      if (node.length !== routine.outputLength(node.sizes)) return "output length";
      const lengths = routine.inputLengths(node.sizes);
      const fits = inputs.length === lengths.length && inputs.every((input, k) => input.length === lengths[k]);
      if (!fits) return "inputs do not fit its sizes";
      const problems = inputs.map((input, k) => problemOfOperand(input, routine.integers?.(node.sizes, k)));
      return problems.find((problem) => problem !== undefined);
    }
    default:
      if (inputs.some(isInteger)) return "needs doubles";
      return inputs.every(broadcast) ? undefined : "operands of different lengths";
  }
}

/** What is wrong with an input of a routine, which is of doubles or of whole numbers from the data in known bounds. */
function problemOfOperand(input: Node, parts: readonly IntegerPart[] | undefined): string | undefined {
  if (!parts) return isInteger(input) ? "needs doubles" : undefined;
  if (!isInteger(input) || (input.op !== "table" && input.op !== "input")) return "needs whole numbers of the data";
  const outside = outsideOf(parts, input.values);
  return outside && `index ${outside.value} is not below ${outside.below}`;
}

/** What can be known of an index before the model runs: a table, or the data that the graph was traced with. */
function inRange(graph: Graph, index: Node, length: number): string | undefined {
  if (index.op === "expandIndex") return inRange(graph, graph.nodes[index.inputs[0]!]!, length / index.stride);
  if (index.op !== "table" && index.op !== "input") return undefined;
  const bad = (index.values as Int32Array).find((value) => value < 0 || value >= length);
  return bad === undefined ? undefined : `index ${bad} is not below ${length}`;
}
