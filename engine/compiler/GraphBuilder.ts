/** Grows a graph node by node; lengths follow from the operation, so a caller cannot state a wrong one. */
import type { BinaryOp, Graph, GraphOutputs, Node, RoutineName, UnaryOp } from "../core/Graph.js";
import { routines } from "./routines/index.js";

type WithoutLength<T> = T extends unknown ? Omit<T, "length"> : never;
/** A node before its length is known. */
export type NodeDraft = WithoutLength<Node>;

const integerOps = new Set(["table", "expandIndex", "takeIndex"]);

/** Whether a node holds integers (indices) instead of doubles. */
export function isInteger(node: Node): boolean {
  return integerOps.has(node.op) || (node.op === "input" && node.kind === "int32");
}

export class GraphBuilder {
  readonly nodes: Node[] = [];

  add(node: Node): number {
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  length(id: number): number {
    return this.nodes[id]!.length;
  }

  position(dimension: number): number {
    return this.add({ op: "position", length: dimension, inputs: [] });
  }

  input(name: string, kind: "float64" | "int32", values: Float64Array | Int32Array): number {
    return this.add({ op: "input", name, kind, values, length: values.length, inputs: [] });
  }

  constant(values: number | Float64Array): number {
    const array = typeof values === "number" ? Float64Array.of(values) : values;
    return this.add({ op: "constant", values: array, length: array.length, inputs: [] });
  }

  table(values: Int32Array): number {
    return this.add({ op: "table", values, length: values.length, inputs: [] });
  }

  unary(op: UnaryOp, x: number): number {
    return this.add({ op, inputs: [x], length: this.length(x) });
  }

  binary(op: BinaryOp, x: number, y: number): number {
    return this.add({ op, inputs: [x, y], length: this.#common([x, y]) });
  }

  select(condition: number, x: number, y: number): number {
    return this.add({ op: "select", inputs: [condition, x, y], length: this.#common([condition, x, y]) });
  }

  gather(x: number, index: number): number {
    return this.add({ op: "gather", inputs: [x, index], length: this.length(index) });
  }

  scatterAdd(x: number, index: number, size: number): number {
    return this.add({ op: "scatterAdd", inputs: [x, index], length: size });
  }

  sum(x: number): number {
    return this.add({ op: "sum", inputs: [x], length: 1 });
  }

  slice(x: number, start: number, length: number): number {
    return this.add({ op: "slice", inputs: [x], start, length });
  }

  concat(pieces: readonly number[], lengths: readonly number[]): number {
    return this.add({ op: "concat", inputs: pieces, lengths, length: lengths.reduce((a, b) => a + b, 0) });
  }

  toFloat(x: number): number {
    return this.add({ op: "toFloat", inputs: [x], length: this.length(x) });
  }

  expandIndex(index: number, stride: number): number {
    return this.add({ op: "expandIndex", inputs: [index], stride, length: this.length(index) * stride });
  }

  takeIndex(index: number, table: number): number {
    return this.add({ op: "takeIndex", inputs: [index, table], length: this.length(table) });
  }

  routine(routine: RoutineName, sizes: readonly number[], inputs: readonly number[]): number {
    return this.add({ op: "routine", routine, sizes, inputs, length: routines[routine].outputLength(sizes) });
  }

  finish(dimension: number, outputs: GraphOutputs): Graph {
    return { dimension, nodes: this.nodes, outputs };
  }

  #common(inputs: readonly number[]): number {
    const lengths = inputs.map((input) => this.length(input)).filter((length) => length !== 1);
    if (lengths.some((length) => length !== lengths[0])) {
      throw new Error(`operands of different lengths: ${lengths.join(", ")}`);
    }
    return lengths[0] ?? 1;
  }
}
