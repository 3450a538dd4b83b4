/** Concatenations: nested ones flattened, and padded gradients added by laying their pieces side by side. */
import type { Node } from "../../core/Graph.js";
import type { GraphBuilder } from "../GraphBuilder.js";

interface Piece {
  readonly id: number;
  readonly length: number;
}

const isZero = (builder: GraphBuilder, id: number) => {
  const node = builder.nodes[id]!;
  return node.op === "constant" && node.values.every((value) => value === 0);
};

/** A concatenation without nested ones or neighbouring zeros; a single whole piece is itself. */
export function simplifyConcat(builder: GraphBuilder, node: Node): number | undefined {
  if (node.op !== "concat") return undefined;
  const pieces = tidy(builder, piecesOf(builder, node));
  if (pieces.length === 1 && builder.length(pieces[0]!.id) === node.length) return pieces[0]!.id;
  if (pieces.length === node.inputs.length) return undefined;
  return concatOf(builder, pieces);
}

/**
 * The gradient of a slice is a padded vector, and the gradient of a position of many parameters a sum of them. Where
 * at every place one of the two summands is zero, the sum is a concatenation.
 */
export function simplifySumOfConcats(builder: GraphBuilder, node: Node): number | undefined {
  if (node.op !== "add") return undefined;
  const [x, y] = node.inputs.map((input) => builder.nodes[input]!);
  if (x!.op !== "concat" || y!.op !== "concat") return undefined;
  const left = [...piecesOf(builder, x!)];
  const right = [...piecesOf(builder, y!)];
  const merged: Piece[] = [];
  while (left.length > 0 && right.length > 0) {
    const a = left[0]!;
    const b = right[0]!;
    if (isZero(builder, a.id) && a.length >= b.length) merged.push(b);
    else if (isZero(builder, b.id) && b.length >= a.length) merged.push(a);
    else if (a.length === b.length) {
      const bothOnce = builder.length(a.id) === 1 && builder.length(b.id) === 1;
      if (!bothOnce && (builder.length(a.id) !== a.length || builder.length(b.id) !== b.length)) return undefined;
      merged.push({ id: builder.binary("add", a.id, b.id), length: a.length });
    } else return undefined;
    const taken = merged[merged.length - 1]!.length;
    for (const [pieces, head] of [
      [left, a],
      [right, b],
    ] as const) {
      pieces.shift();
      if (head.length > taken) pieces.unshift({ id: head.id, length: head.length - taken });
    }
  }
  return concatOf(builder, tidy(builder, merged));
}

function piecesOf(builder: GraphBuilder, node: Node & { op: "concat" }): Piece[] {
  return node.inputs.flatMap((id, k) => {
    const piece = builder.nodes[id]!;
    const length = node.lengths[k]!;
    return piece.op === "concat" && piece.length === length ? piecesOf(builder, piece) : [{ id, length }];
  });
}

function tidy(builder: GraphBuilder, pieces: readonly Piece[]): Piece[] {
  const tidied: Piece[] = [];
  for (const piece of pieces) {
    const last = tidied[tidied.length - 1];
    if (piece.length === 0) continue;
    if (last && isZero(builder, last.id) && isZero(builder, piece.id)) {
      tidied[tidied.length - 1] = { id: builder.constant(0), length: last.length + piece.length };
    } else
      tidied.push(
        isZero(builder, piece.id) && builder.length(piece.id) > 1
          ? { id: builder.constant(0), length: piece.length }
          : piece,
      );
  }
  return tidied;
}

function concatOf(builder: GraphBuilder, pieces: readonly Piece[]): number {
  return builder.concat(
    pieces.map((piece) => piece.id),
    pieces.map((piece) => piece.length),
  );
}
