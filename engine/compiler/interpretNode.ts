/** Computes one node from its inputs, plainly: the meaning of every operation. */
import type { Node } from "../core/Graph.js";
import { numberArithmetic } from "../math/numberArithmetic.js";
import { elementwise, isElementwise } from "./elementwise.js";
import { routines } from "./routines/index.js";

export type Values = Float64Array | Int32Array;

/**
 * The value of a node.
 * @param node Any node but `position` and `input`, whose values are given from outside.
 * @param inputs Values of its inputs; one of length 1 stands for any number of equal elements.
 */
export function interpretNode(node: Node, inputs: readonly Values[]): Values {
  const [x, y] = inputs;
  switch (node.op) {
    case "position":
    case "input":
      throw new Error(`${node.op} has no rule: its value is given`);
    case "constant":
    case "table":
      return node.values;
    case "gather":
      return Float64Array.from({ length: node.length }, (_, i) => x![y![i]!]!);
    case "scatterAdd": {
      const out = new Float64Array(node.length);
      y!.forEach((target: number, i: number) => (out[target]! += at(x!, i)));
      return out;
    }
    case "sum":
      return Float64Array.of((x as Float64Array).reduce((sum, value) => sum + value, 0));
    case "slice":
      return x!.slice(node.start, node.start + node.length);
    case "concat":
      return Float64Array.from(
        node.lengths.flatMap((length, piece) => Array.from({ length }, (_, i) => at(inputs[piece]!, i))),
      );
    case "toFloat":
      return Float64Array.from(x!);
    case "expandIndex":
      return Int32Array.from(
        { length: node.length },
        (_, i) => x![Math.floor(i / node.stride)]! * node.stride + (i % node.stride),
      );
    case "takeIndex":
      return Int32Array.from({ length: node.length }, (_, i) => x![y![i]!]!);
    case "routine": {
      const out = new Float64Array(node.length);
      routines[node.routine].interpret(node.sizes, inputs as Float64Array[], out);
      return out;
    }
    default: {
      if (!isElementwise(node.op)) throw new Error(`unknown operation: ${(node as Node).op}`);
      const rule = elementwise[node.op];
      const operand = (k: number, i: number) => (inputs[k] ? at(inputs[k], i) : 0);
      return Float64Array.from({ length: node.length }, (_, i) =>
        rule(numberArithmetic, operand(0, i), operand(1, i), operand(2, i)),
      );
    }
  }
}

function at(values: Values, i: number): number {
  return values.length === 1 ? values[0]! : values[i]!;
}
