/** Indexing of indexing: gathers and slices composed, and read from what they were made of. */
import type { Node } from "../../core/Graph.js";
import type { GraphBuilder } from "../GraphBuilder.js";

/** The node that a gather or slice can be read from more directly, if there is one. */
export function simplifyIndexing(builder: GraphBuilder, node: Node): number | undefined {
  if (node.op === "slice") return simplifySlice(builder, node);
  if (node.op === "gather") return simplifyGather(builder, node);
  return undefined;
}

function simplifySlice(builder: GraphBuilder, node: Node & { op: "slice" }): number | undefined {
  const x = node.inputs[0]!;
  const source = builder.nodes[x]!;
  if (node.length === source.length) return x;
  if (source.op === "slice") return builder.slice(source.inputs[0]!, source.start + node.start, node.length);
  if (source.op === "concat") return sliceOfConcat(builder, source, node.start, node.length);
  return sliceOfArithmetic(builder, node, source);
}

/** A part of a sum or product is computed from the parts: the whole is often used for nothing else. */
function sliceOfArithmetic(builder: GraphBuilder, node: Node & { op: "slice" }, source: Node): number | undefined {
  const part = (id: number) => (builder.length(id) === 1 ? id : builder.slice(id, node.start, node.length));
  const [x, y] = source.inputs as [number, number];
  if (source.op === "negate") return builder.unary("negate", part(x));
  if (source.op === "add" || source.op === "subtract" || source.op === "multiply") {
    return builder.binary(source.op, part(x), part(y));
  }
  return undefined;
}

function sliceOfConcat(builder: GraphBuilder, concat: Node & { op: "concat" }, start: number, length: number) {
  let offset = 0;
  for (const [k, pieceLength] of concat.lengths.entries()) {
    if (start >= offset && start + length <= offset + pieceLength) {
      const piece = concat.inputs[k]!;
      if (builder.length(piece) === 1) return length === 1 ? piece : builder.concat([piece], [length]);
      return length === pieceLength ? piece : builder.slice(piece, start - offset, length);
    }
    offset += pieceLength;
  }
  return undefined;
}

function simplifyGather(builder: GraphBuilder, node: Node & { op: "gather" }): number | undefined {
  const [x, index] = node.inputs as [number, number];
  const source = builder.nodes[x]!;
  const table = builder.nodes[index]!;
  if (table.op !== "table") return undefined;
  const first = table.values[0] ?? 0;
  if (table.values.every((value, i) => value === first + i)) return builder.slice(x, first, node.length);
  if (source.op === "gather") {
    const [inner, innerIndex] = source.inputs as [number, number];
    const innerTable = builder.nodes[innerIndex]!;
    if (innerTable.op === "table") {
      return builder.gather(inner, builder.table(table.values.map((value) => innerTable.values[value]!)));
    }
    return builder.gather(inner, builder.takeIndex(innerIndex, index));
  }
  if (source.op === "slice") {
    return builder.gather(source.inputs[0]!, builder.table(table.values.map((value) => value + source.start)));
  }
  if (source.op === "concat") return gatherOfConcat(builder, source, table.values);
  return undefined;
}

function gatherOfConcat(builder: GraphBuilder, concat: Node & { op: "concat" }, table: Int32Array) {
  const low = table.reduce((a, b) => Math.min(a, b), Infinity);
  const high = table.reduce((a, b) => Math.max(a, b), -Infinity);
  let offset = 0;
  for (const [k, pieceLength] of concat.lengths.entries()) {
    const piece = concat.inputs[k]!;
    if (low >= offset && high < offset + pieceLength && builder.length(piece) === pieceLength && pieceLength > 1) {
      const start = offset;
      return builder.gather(piece, builder.table(table.map((value) => value - start)));
    }
    offset += pieceLength;
  }
  return undefined;
}
