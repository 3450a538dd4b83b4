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
 * The gradient of a slice is a padded vector, and the gradient of a position of many parameters a sum of them: added
 * piece by piece, where mostly one of the two is zero.
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
    const taken = Math.min(a.length, b.length);
    merged.push({ id: addPieces(builder, head(builder, a, taken), head(builder, b, taken)), length: taken });
    for (const [pieces, first] of [
      [left, a],
      [right, b],
    ] as const) {
      pieces.shift();
      if (first.length > taken) pieces.unshift(rest(builder, first, taken));
    }
  }
  return concatOf(builder, tidy(builder, merged));
}

/** The first elements of a piece; one that repeats a scalar is cut without a slice. */
function head(builder: GraphBuilder, piece: Piece, length: number): Piece {
  if (builder.length(piece.id) !== piece.length || piece.length === length) return { id: piece.id, length };
  return { id: builder.slice(piece.id, 0, length), length };
}

function rest(builder: GraphBuilder, piece: Piece, start: number): Piece {
  const length = piece.length - start;
  if (builder.length(piece.id) !== piece.length) return { id: piece.id, length };
  return { id: builder.slice(piece.id, start, length), length };
}

function addPieces(builder: GraphBuilder, a: Piece, b: Piece): number {
  if (isZero(builder, a.id)) return b.id;
  if (isZero(builder, b.id)) return a.id;
  return builder.binary("add", a.id, b.id);
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
