/** Rows of a meta-analysis that hang together by sampling errors or random effects. */
import type { MetaFrame } from "./MetaFrame.js";

export interface IndependentBlocks {
  /** Block of each row, numbered in the order of their first rows. */
  readonly blockOfRow: Int32Array;
  /** Block of each random effect; that of its level, of which some outcome may have no row. */
  readonly blockOfEffect: Int32Array;
  readonly blocks: number;
  readonly firstRows: Int32Array;
}

/**
 * Blocks of rows that are independent given coefficients and heterogeneity.
 *
 * @param offsets Where the effects of each term begin, and their number.
 */
export function independentBlocks({ rows, sampling, terms }: MetaFrame, offsets: readonly number[]): IndependentBlocks {
  const parent = Int32Array.from({ length: rows }, (_, row) => row);
  const root = (row: number): number => {
    while (parent[row] !== row) row = parent[row] = parent[parent[row]!]!;
    return row;
  };
  const join = (i: number, j: number) => {
    const [a, b] = [root(i), root(j)];
    parent[Math.max(a, b)] = Math.min(a, b);
  };
  for (const { rows: members } of sampling) for (const row of members) join(members[0]!, row);
  const firstOf = terms.map(({ index, levels }) => {
    const first = new Int32Array(levels.length).fill(-1);
    index.forEach((level, row) => {
      if (first[level]! < 0) first[level] = row;
      join(first[level]!, row);
    });
    return first;
  });
  const number = new Map<number, number>();
  const blockOfRow = Int32Array.from({ length: rows }, (_, row) => {
    const block = root(row);
    if (!number.has(block)) number.set(block, number.size);
    return number.get(block)!;
  });
  const blockOfEffect = new Int32Array(offsets.at(-1)!);
  terms.forEach(({ parts, levels }, t) => {
    parts.forEach((_, part) => {
      firstOf[t]!.forEach((row, level) => {
        blockOfEffect[offsets[t]! + part * levels.length + level] = blockOfRow[row]!;
      });
    });
  });
  return { blockOfRow, blockOfEffect, blocks: number.size, firstRows: Int32Array.from(number.keys()) };
}
