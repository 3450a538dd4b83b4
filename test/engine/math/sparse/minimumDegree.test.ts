import { describe, expect, it } from "vitest";
import { analysePattern } from "../../../../engine/math/sparse/analysePattern.js";
import { minimumDegree } from "../../../../engine/math/sparse/minimumDegree.js";
import type { SymmetricPattern } from "../../../../engine/math/sparse/SymmetricPattern.js";
import { arrow, band, cases, crossed, nested, patternOf, random, tree } from "./patterns.js";

/** Entries that elimination in an order adds to the lower triangle, by playing it. */
function fill({ size, rows, columns }: SymmetricPattern, order: ArrayLike<number>): number {
  const neighbours = Array.from({ length: size }, () => new Set<number>());
  const join = (i: number, j: number) => {
    if (i === j || neighbours[i]!.has(j)) return 0;
    neighbours[i]!.add(j);
    neighbours[j]!.add(i);
    return 1;
  };
  rows.forEach((i, e) => join(i, columns[e]!));
  let added = 0;
  for (const pivot of Array.from(order)) {
    const around = [...neighbours[pivot]!];
    for (const i of around) neighbours[i]!.delete(pivot);
    for (const i of around) for (const j of around) added += join(i, j);
  }
  return added;
}

/** The order that always takes a row of exactly least degree, the first of them. */
function exactMinimumDegree({ size, rows, columns }: SymmetricPattern): number[] {
  const neighbours = Array.from({ length: size }, () => new Set<number>());
  rows.forEach((i, e) => {
    const j = columns[e]!;
    if (i === j) return;
    neighbours[i]!.add(j);
    neighbours[j]!.add(i);
  });
  const left = new Set(neighbours.keys());
  return Array.from({ length: size }, () => {
    const pivot = [...left].reduce((a, b) => (neighbours[b]!.size < neighbours[a]!.size ? b : a));
    left.delete(pivot);
    for (const i of neighbours[pivot]!) {
      neighbours[i]!.delete(pivot);
      for (const j of neighbours[pivot]!) if (j !== i) neighbours[i]!.add(j);
    }
    return pivot;
  });
}

/** The least fill of all orders. */
function leastFill(pattern: SymmetricPattern): number {
  const search = (order: readonly number[]): number => {
    if (order.length === pattern.size) return fill(pattern, order);
    let least = Infinity;
    for (let i = 0; i < pattern.size; i++) {
      if (!order.includes(i)) least = Math.min(least, search([...order, i]));
    }
    return least;
  };
  return search([]);
}

/** A square grid, each point joined with those beside, above and below it. */
function grid(side: number): SymmetricPattern {
  const edges: [number, number][] = [];
  for (let at = 0; at < side * side; at++) {
    if (at % side > 0) edges.push([at, at - 1]);
    if (at >= side) edges.push([at, at - side]);
  }
  return patternOf(side * side, edges);
}

describe("the order of approximate minimum degree", () => {
  it.each(cases)("has each row once, and is the same every time: %s", (_, pattern) => {
    const order = minimumDegree(pattern);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: pattern.size }, (_, i) => i));
    expect(minimumDegree(pattern)).toEqual(order);
  });

  it("adds nothing to trees, chains, arrows and levels within levels, whose factors need no more entries", () => {
    const free = [tree(200), band(100, 1), arrow(300, 1, 1), arrow(80, 2, 3), arrow(2, 40, 5), nested(59, 236)];
    for (const pattern of free) expect(fill(pattern, minimumDegree(pattern))).toBe(0);
  });

  it("adds as much as counting by elimination says", () => {
    for (const [, pattern] of cases) {
      const { order, factorEntries, entries } = analysePattern(pattern);
      expect(factorEntries - entries).toBe(fill(pattern, order));
    }
  });

  it("adds as little as any order can, or one or two entries more, to graphs of seven rows", () => {
    let excess = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const pattern = random(7, 11, seed);
      const more = fill(pattern, minimumDegree(pattern)) - leastFill(pattern);
      expect(more).toBeLessThanOrEqual(2);
      excess += more;
    }
    expect(excess).toBeLessThanOrEqual(4);
  });

  it("adds about as much as exact degrees do: at most a tenth more in all, at most half more in each of 40 graphs", () => {
    let [ours, exact] = [0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const pattern = random(20 + 3 * seed, 40 + 5 * seed, seed);
      const [own, plain] = [fill(pattern, minimumDegree(pattern)), fill(pattern, exactMinimumDegree(pattern))];
      expect(own).toBeLessThanOrEqual(1.5 * plain + 5);
      ours += own;
      exact += plain;
    }
    expect(ours).toBeLessThan(1.1 * exact);
  });

  it("leaves the factors of square grids no fuller than CHOLMOD's approximate minimum degree does", () => {
    // Matrix 1.5-3 of R 4.2: length(Cholesky(A, perm = TRUE, LDL = FALSE, super = FALSE)@x).
    expect(analysePattern(grid(30)).factorEntries).toBeLessThanOrEqual(10_231);
    expect(analysePattern(grid(100)).factorEntries).toBeLessThanOrEqual(206_332);
  });

  it("puts full rows last, and is quick with them", () => {
    const pattern = arrow(20_000, 1, 3);
    const { order, factorEntries } = analysePattern(pattern);
    expect([...order.slice(-3)].sort()).toEqual([0, 1, 2]);
    expect(factorEntries).toBe(pattern.rows.length);
  });

  it("keeps crossed levels as sparse as eliminating the more numerous ones first, or sparser", () => {
    const pattern = crossed(200, 50, 1000);
    const natural = [...Array.from({ length: 250 }, (_, i) => i + 1), 0];
    expect(fill(pattern, minimumDegree(pattern))).toBeLessThanOrEqual(fill(pattern, natural));
  });
});

describe("the analysis of a pattern", () => {
  it("keeps an order that is given", () => {
    const order = Int32Array.of(2, 0, 1);
    const pattern = patternOf(3, [[0, 1]]);
    expect(analysePattern(pattern, { order }).order).toEqual(order);
    // An arrow whose head is eliminated first is full.
    expect(analysePattern(arrow(5, 1, 1), { order: Int32Array.of(0, 1, 2, 3, 4, 5) }).factorEntries).toBe(21);
  });

  it("counts the multiplications of a factorisation", () => {
    // Columns with m entries below the diagonal change m (m + 1) / 2 places.
    expect(analysePattern(arrow(5, 1, 1)).operations).toBe(5);
    const dense = analysePattern(patternOf(4, [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])); // prettier-ignore
    expect(dense.operations).toBe(6 + 3 + 1);
  });

  it("refuses entries outside of the matrix, entries given twice and orders of other rows", () => {
    const of = (rows: number[], columns: number[]) => ({
      size: 2,
      rows: Int32Array.from(rows),
      columns: Int32Array.from(columns),
    });
    expect(() => analysePattern(of([0, 1, 2], [0, 1, 0]))).toThrow("entry (2, 0) is outside of a matrix of 2 rows");
    expect(() => analysePattern(of([0, 1, 1, 0], [0, 1, 0, 1]))).toThrow("entry (1, 0) is given twice");
    expect(() => analysePattern(of([0, 1, 0], [0, 1, 0]))).toThrow("entry (0, 0) is given twice");
    expect(() => analysePattern(of([0, 1], [0]))).toThrow("2 rows of entries, 1 columns");
    expect(() => analysePattern(of([0, 1], [0, 1]), { order: Int32Array.of(0, 0) })).toThrow("no order of 2 rows");
  });
});
