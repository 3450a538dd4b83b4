/** Patterns of sparse matrices, and numbers for them, for tests. */
import type { SymmetricPattern } from "../../../../engine/math/sparse/SymmetricPattern.js";
import { scattered } from "../../../support/models.js";

/** The pattern of edges i – j, with the diagonal; edges may be given twice. */
export function patternOf(size: number, edges: Iterable<readonly [number, number]>): SymmetricPattern {
  const places = new Set<number>();
  for (let i = 0; i < size; i++) places.add(i * size + i);
  for (const [i, j] of edges) places.add(Math.max(i, j) * size + Math.min(i, j));
  const list = [...places];
  return {
    size,
    rows: Int32Array.from(list, (place) => Math.floor(place / size)),
    columns: Int32Array.from(list, (place) => place % size),
  };
}

const range = (length: number) => Array.from({ length }, (_, i) => i);

export const tree = (size: number) =>
  patternOf(
    size,
    range(size - 1).map((i) => [i + 1, Math.floor(i / 3)] as const),
  );

export const band = (size: number, width: number) =>
  patternOf(
    size,
    range(size).flatMap((i) => range(Math.min(width, i)).map((k) => [i, i - k - 1] as const)),
  );

/** Levels of blocks of `width`, each joined with `border` rows that come first. */
export function arrow(levels: number, width: number, border: number): SymmetricPattern {
  const edges: [number, number][] = [];
  for (let i = 0; i < border; i++) for (let j = 0; j < i; j++) edges.push([i, j]);
  for (let level = 0; level < levels; level++) {
    const first = border + level * width;
    for (let a = 0; a < width; a++) {
      for (let i = 0; i < border; i++) edges.push([first + a, i]);
      for (let b = 0; b < a; b++) edges.push([first + a, first + b]);
    }
  }
  return patternOf(border + levels * width, edges);
}

/** Two factors with levels crossed at random, `rows` rows, and an intercept. */
export function crossed(a: number, b: number, rows: number): SymmetricPattern {
  const picks = scattered(2 * rows, 5);
  const edges: [number, number][] = [];
  for (let row = 0; row < rows; row++) {
    const i = 1 + Math.floor(picks[2 * row]! * a);
    const j = 1 + a + Math.floor(picks[2 * row + 1]! * b);
    edges.push([i, j], [i, 0], [j, 0]);
  }
  return patternOf(1 + a + b, edges);
}

/** Levels within levels, and an intercept. */
export function nested(outer: number, inner: number): SymmetricPattern {
  const edges: [number, number][] = [];
  for (let g = 0; g < outer; g++) edges.push([1 + g, 0]);
  for (let h = 0; h < inner; h++) edges.push([1 + outer + h, 0], [1 + outer + h, 1 + (h % outer)]);
  return patternOf(1 + outer + inner, edges);
}

export const dense = (size: number) =>
  patternOf(
    size,
    range(size).flatMap((i) => range(i).map((j) => [i, j] as const)),
  );

/** Edges between rows picked at random. */
export function random(size: number, edges: number, seed: number): SymmetricPattern {
  const picks = scattered(2 * edges, seed);
  return patternOf(
    size,
    range(edges).map((e) => [Math.floor(picks[2 * e]! * size), Math.floor(picks[2 * e + 1]! * size)] as const),
  );
}

/** Values of a positive definite matrix with the pattern: its diagonal dominates. */
export function definiteValues({ size, rows, columns }: SymmetricPattern, seed = 1): Float64Array {
  const values = Float64Array.from(scattered(rows.length, seed), (u) => 2 * u - 1);
  const sums = new Float64Array(size);
  rows.forEach((i, e) => {
    if (i === columns[e]) return;
    sums[i]! += Math.abs(values[e]!);
    sums[columns[e]!]! += Math.abs(values[e]!);
  });
  rows.forEach((i, e) => i === columns[e] && (values[e] = 0.5 + sums[i]!));
  return values;
}

/** The whole matrix P A Pᵀ, row by row. */
export function denseMatrix(
  { size, rows, columns }: SymmetricPattern,
  values: ArrayLike<number>,
  order: ArrayLike<number> = range(size),
): Float64Array {
  const inverse = new Int32Array(size);
  for (let k = 0; k < size; k++) inverse[order[k]!] = k;
  const matrix = new Float64Array(size * size);
  rows.forEach((row, e) => {
    const [i, j] = [inverse[row]!, inverse[columns[e]!]!];
    matrix[i * size + j] = matrix[j * size + i] = values[e]!;
  });
  return matrix;
}

export const cases: readonly (readonly [string, SymmetricPattern])[] = [
  ["one row", patternOf(1, [])],
  ["a diagonal", patternOf(5, [])],
  ["two rows", patternOf(2, [[0, 1]])],
  ["a dense matrix", dense(17)],
  ["a tree", tree(40)],
  ["a band", band(30, 3)],
  ["an arrow", arrow(12, 1, 1)],
  ["an arrow of blocks", arrow(9, 2, 3)],
  ["an arrow with a long head", arrow(11, 1, 9)],
  ["levels within levels", nested(5, 17)],
  ["crossed levels", crossed(20, 8, 60)],
  ["edges at random", random(40, 70, 2)],
  ["few edges at random", random(30, 12, 3)],
];
