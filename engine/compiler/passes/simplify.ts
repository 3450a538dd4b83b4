/** Removes identities and moves work to where it is cheaper, by small algebraic rules. */
import type { Graph, Node } from "../../core/Graph.js";
import { isElementwise } from "../elementwise.js";
import type { GraphBuilder } from "../GraphBuilder.js";
import { simplifyConcat, simplifySumOfConcats } from "./simplifyConcat.js";
import { simplifyIndexing } from "./simplifyIndexing.js";
import { simplifyOuter } from "./simplifyOuter.js";
import { rewrite } from "./rewrite.js";

/** A rule that gives the node in whose place it found something simpler, or nothing. */
export type Simplification = (builder: GraphBuilder, node: Node) => number | undefined;

/** The graph after one round of all rules. */
export function simplify(graph: Graph): Graph {
  return rewrite(graph, (builder, given) => {
    const node = compactOperands(builder, given);
    for (const rule of rules) {
      const simpler = rule(builder, node);
      if (simpler !== undefined && builder.length(simpler) === node.length) return simpler;
    }
    return builder.add(node);
  });
}

const rules: readonly Simplification[] = [
  simplifyArithmetic,
  simplifyPower,
  simplifySum,
  simplifyIndexing,
  simplifyConcat,
  simplifySumOfConcats,
  simplifyOuter,
];

/** An operand that is a constant of equal elements is stored once, since the node's own length says how often it counts. */
function compactOperands(builder: GraphBuilder, node: Node): Node {
  if (!isElementwise(node.op)) return node;
  return {
    ...node,
    inputs: node.inputs.map((input) => {
      const operand = builder.nodes[input]!;
      if (operand.op !== "constant" || operand.length === 1) return input;
      const first = operand.values[0]!;
      return operand.values.every((value) => Object.is(value, first)) ? builder.constant(first) : input;
    }),
  };
}

/** The number a constant stands for, undefined for anything else. */
function scalarConstant(builder: GraphBuilder, id: number): number | undefined {
  const node = builder.nodes[id]!;
  return node.op === "constant" && node.length === 1 ? node.values[0] : undefined;
}

function negated(builder: GraphBuilder, id: number): number | undefined {
  const node = builder.nodes[id]!;
  return node.op === "negate" ? node.inputs[0] : undefined;
}

function simplifyArithmetic(builder: GraphBuilder, node: Node): number | undefined {
  const [x, y] = node.inputs as [number | undefined, number];
  if (x === undefined) return undefined;
  const constantX = scalarConstant(builder, x);
  const constantY = y === undefined ? undefined : scalarConstant(builder, y);
  const minusX = negated(builder, x);
  const minusY = y === undefined ? undefined : negated(builder, y);
  switch (node.op) {
    case "negate":
      return minusX;
    // The logarithm of a positive parameter is the unconstrained number it was made from.
    case "log":
      return builder.nodes[x]!.op === "exp" ? builder.nodes[x]!.inputs[0] : undefined;
    case "add":
      if (constantX === 0) return y;
      if (constantY === 0) return x;
      if (minusY !== undefined) return builder.binary("subtract", x, minusY);
      return minusX === undefined ? undefined : builder.binary("subtract", y, minusX);
    case "subtract":
      if (constantY === 0) return x;
      if (constantX === 0) return builder.unary("negate", y);
      return minusY === undefined ? undefined : builder.binary("add", x, minusY);
    case "multiply":
      if (constantX === 1) return y;
      if (constantY === 1) return x;
      if (constantX === -1) return builder.unary("negate", y);
      if (constantY === -1) return builder.unary("negate", x);
      if (minusX !== undefined && minusY !== undefined) return builder.binary("multiply", minusX, minusY);
      // Signs move outwards, where they meet and cancel.
      if (minusX !== undefined) return builder.unary("negate", builder.binary("multiply", minusX, y));
      if (minusY !== undefined) return builder.unary("negate", builder.binary("multiply", x, minusY));
      return gatherFactors(builder, x, y) ?? gatherFactors(builder, y, x);
    case "divide":
      if (constantY === 1) return x;
      if (constantX === -1) return builder.unary("negate", builder.binary("divide", builder.constant(1), y));
      if (minusX !== undefined) return builder.unary("negate", builder.binary("divide", minusX, y));
      if (minusY !== undefined) return builder.unary("negate", builder.binary("divide", x, minusY));
      // The reciprocals of a data column are computed once for all evaluations.
      if (builder.nodes[y]!.op === "input" && constantX !== 1) {
        return builder.binary("multiply", x, builder.binary("divide", builder.constant(1), y));
      }
      // One division for all rows instead of one for each.
      if (builder.length(y) === 1 && constantX !== 1 && (node.length > 1 || constantY !== undefined)) {
        return builder.binary("multiply", x, builder.binary("divide", builder.constant(1), y));
      }
      return undefined;
    case "scale":
      return constantX === 0 && node.length === 1
        ? x
        : constantX !== undefined && constantX !== 0
          ? builder.binary("multiply", x, y)
          : undefined;
    default:
      return undefined;
  }
}

/** c (c' x) is (c c') x for scalars c and c', so that constants meet and rows are multiplied once. */
function gatherFactors(builder: GraphBuilder, outer: number, product: number): number | undefined {
  const inner = builder.nodes[product]!;
  if (inner.op !== "multiply" || builder.length(outer) !== 1) return undefined;
  const [a, b] = inner.inputs as [number, number];
  const bothConstant = (other: number) =>
    scalarConstant(builder, outer) !== undefined && scalarConstant(builder, other) !== undefined;
  const scalarOfRows = (other: number) => inner.length > 1 && builder.length(other) === 1;
  if (bothConstant(a) || scalarOfRows(a)) return builder.binary("multiply", builder.binary("multiply", outer, a), b);
  if (bothConstant(b) || scalarOfRows(b)) return builder.binary("multiply", builder.binary("multiply", outer, b), a);
  return undefined;
}

function simplifyPower(builder: GraphBuilder, node: Node): number | undefined {
  if (node.op !== "pow") return undefined;
  const [x, y] = node.inputs as [number, number];
  switch (scalarConstant(builder, y)) {
    case 0.5:
      return builder.unary("sqrt", x);
    case 1:
      return x;
    case 2:
      return builder.binary("multiply", x, x);
    case 3:
      return builder.binary("multiply", builder.binary("multiply", x, x), x);
    case -1:
      return builder.binary("divide", builder.constant(1), x);
    case -2:
      return builder.binary("divide", builder.constant(1), builder.binary("multiply", x, x));
    default:
      return undefined;
  }
}

/** Scalars leave a sum over rows. */
function simplifySum(builder: GraphBuilder, node: Node): number | undefined {
  if (node.op !== "sum") return undefined;
  const x = node.inputs[0]!;
  const length = builder.length(x);
  if (length === 1) return x;
  const inner = builder.nodes[x]!;
  const [a, b] = inner.inputs as [number, number];
  // A scalar operand stands for as many equal elements as the node has.
  const total = (id: number) =>
    builder.length(id) === 1 ? builder.binary("multiply", id, builder.constant(length)) : builder.sum(id);
  switch (inner.op) {
    case "negate":
      return builder.unary("negate", total(a));
    case "multiply":
      if (builder.length(a) === 1) return builder.binary("multiply", a, total(b));
      return builder.length(b) === 1 ? builder.binary("multiply", b, total(a)) : undefined;
    case "add":
    case "subtract":
      if (builder.length(a) > 1 && builder.length(b) > 1) return undefined;
      return builder.binary(inner.op, total(a), total(b));
    default:
      return undefined;
  }
}
