import { describe, expect, it } from "vitest";
import { cholesky } from "../../../../engine/math/cholesky.js";
import { analysePattern } from "../../../../engine/math/sparse/analysePattern.js";
import { factorise } from "../../../../engine/math/sparse/factorise.js";
import type { Descent } from "../../../../models/glmm/structures/Descent.js";
import { descentLaw } from "../../../../models/glmm/structures/descentLaw.js";
import { scattered } from "../../../support/models.js";
import { covarianceColumn, largestDifference, precisionTimes } from "./covarianceOf.js";

/** Covariance by its recursion: what a node has in common with an older one, its parents have for it. */
function byRecursion({ nodes, parents, parentsPerNode, variance }: Descent): number[][] {
  const covariance = Array.from({ length: nodes }, () => new Array<number>(nodes).fill(0));
  const share = 1 / parentsPerNode;
  for (let i = 0; i < nodes; i++) {
    const above = [...parents.subarray(i * parentsPerNode, (i + 1) * parentsPerNode)].filter((one) => one !== -1);
    for (let j = 0; j < i; j++) {
      for (const one of above) covariance[i]![j]! += share * covariance[one]![j]!;
      covariance[j]![i] = covariance[i]![j]!;
    }
    covariance[i]![i] = variance[i]!;
    for (const one of above) for (const two of above) covariance[i]![i]! += share * share * covariance[one]![two]!;
  }
  return covariance;
}

/** Parents at random among the nodes before, one in eight unknown; among few, so that there is selfing and mating of kin. */
function randomDescent(nodes: number, parentsPerNode: 1 | 2, seed: number): Descent {
  const u = scattered(nodes * parentsPerNode * 2, seed);
  const parents = Int32Array.from({ length: nodes * parentsPerNode }, (_, p) => {
    const child = Math.floor(p / parentsPerNode);
    const back = Math.min(child, parentsPerNode === 2 ? 6 : child);
    return u[2 * p]! < 1 / 8 ? -1 : child - 1 - Math.floor(u[2 * p + 1]! * back);
  });
  for (let p = 0; p < parentsPerNode; p++) parents[p] = -1;
  return { nodes, parents, parentsPerNode, variance: Float64Array.from(scattered(nodes, seed + 1), (v) => 0.1 + v) };
}

const descents: [string, Descent][] = [
  ["a single node", randomDescent(1, 1, 1)],
  ["a tree of 2 nodes", randomDescent(2, 1, 2)],
  ["a tree of 80 nodes", randomDescent(80, 1, 3)],
  ["a pedigree of 2 animals", randomDescent(2, 2, 4)],
  ["a pedigree of 60 animals with kin as mates", randomDescent(60, 2, 5)],
  // Node 2 has one parent twice, node 3 a parent and its parent, node 4 the same parents again.
  [
    "selfing, and a parent with its own parent",
    {
      nodes: 5,
      parents: Int32Array.of(-1, -1, 0, -1, 1, 1, 2, 1, 2, 1),
      parentsPerNode: 2,
      variance: Float64Array.of(1, 0.75, 0.5, 0.4, 0.4),
    },
  ],
];

describe.each(descents)("the law of %s", (_, descent) => {
  const law = descentLaw(descent);
  const covariance = byRecursion(descent);
  const { nodes } = descent;

  it("has the covariance of the recursion, by its factor", () => {
    // Sums of at most some hundred products of numbers below 10.
    for (let i = 0; i < nodes; i++) {
      expect(largestDifference(covarianceColumn(law, i), covariance[i]!)).toBeLessThan(1e-12);
    }
  });

  it("has its precision, by its entries", () => {
    for (let i = 0; i < nodes; i++) {
      const unit = Array.from({ length: nodes }, (__, j) => Number(i === j));
      expect(largestDifference(precisionTimes(law, covariance[i]!), unit)).toBeLessThan(1e-11);
    }
  });

  it("has the determinant of that precision", () => {
    const factor = cholesky(Float64Array.from(covariance.flat()), nodes);
    let expected = 0;
    for (let i = 0; i < nodes; i++) expected -= 2 * Math.log(factor[i * nodes + i]!);
    expect(law.logDeterminant).toBeCloseTo(expected, 10);
  });

  it("has the diagonal first, then each pair below it once", () => {
    const { rows, columns } = law.pattern;
    expect([...rows.subarray(0, nodes)]).toEqual(Array.from({ length: nodes }, (__, i) => i));
    expect([...columns.subarray(0, nodes)]).toEqual(Array.from({ length: nodes }, (__, i) => i));
    const pairs = Array.from(rows.subarray(nodes), (row, e) => [row, columns[nodes + e]!] as const);
    for (const [row, column] of pairs) expect(row).toBeGreaterThan(column);
    expect(new Set(pairs.map(String)).size).toBe(pairs.length);
  });

  it("has a factor of no more places than the precision", () => {
    expect(law.factor.factorEntries).toBe(law.pattern.rows.length);
  });
});

describe("the factor of a tree", () => {
  const law = descentLaw(randomDescent(300, 1, 9));

  it("has the pattern of an elimination in its order", () => {
    expect(law.factor).toEqual(analysePattern(law.pattern, { order: law.factor.order }));
  });

  it("has the values of a factorisation", () => {
    // Entries are below 10, and some are differences of sums of entries up to 100.
    expect(largestDifference(law.factorValues, factorise(law.factor, law.values))).toBeLessThan(1e-12);
  });
});

describe("descentLaw", () => {
  it("loses nothing where variances differ by sixteen orders of magnitude", () => {
    const variance = Float64Array.of(1, 1e-16, 1);
    const law = descentLaw({ nodes: 3, parents: Int32Array.of(-1, 0, 1), parentsPerNode: 1, variance });
    // Two roundings: entries of the factor are 1e8.
    expect(largestDifference(covarianceColumn(law, 2), [1, 1, 2])).toBeLessThan(5e-16);
    expect(law.logDeterminant).toBeCloseTo(16 * Math.log(10), 12);
  });

  it("refuses a child before its parent, and a variance of 0", () => {
    const [parents, variance] = [Int32Array.of(1, -1), Float64Array.of(1, 1)];
    expect(() => descentLaw({ nodes: 2, parents, parentsPerNode: 1, variance })).toThrow(
      "parent 1 does not come before",
    );
    const roots = Int32Array.of(-1, -1);
    const some = Float64Array.of(1, 0);
    expect(() => descentLaw({ nodes: 2, parents: roots, parentsPerNode: 1, variance: some })).toThrow("node 1 is 0");
  });

  it("takes as many entries as animals and pairs, however many children a pair has", () => {
    const parents = Int32Array.from({ length: 2000 }, (_, p) => (p < 4 ? -1 : p % 2));
    const variance = new Float64Array(1000).fill(0.5);
    const { pattern } = descentLaw({ nodes: 1000, parents, parentsPerNode: 2, variance });
    expect(pattern.rows.length).toBe(1000 + 2 * 998 + 1);
  });
});
