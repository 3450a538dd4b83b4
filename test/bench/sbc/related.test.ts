/** Coverage and descent in simulation-based calibration: what is allowed, and that what is simulated is what the package fits. */
import { describe, expect, it } from "vitest";
import { coverageBounds, covers } from "../../../bench/sbc/coverage.js";
import { simulatedPedigree, simulatedTree } from "../../../bench/sbc/descent.js";
import { randomness, type Randomness } from "../../../bench/sbc/randomness.js";
import { pedigree } from "../../../models/glmm/structures/pedigree.js";
import { structureOf } from "../../../models/glmm/structures/structureOf.js";
import { tree } from "../../../models/glmm/structures/tree.js";

describe("coverage", () => {
  it("allows 167 to 192 of 200 intervals, which right ones leave with a probability of 0.002", () => {
    const [fewest, most] = coverageBounds(200);
    expect([fewest, most]).toEqual([167, 192]);
    let outside = 0;
    let probability = 0.1 ** 200;
    for (let count = 0; count <= 200; count++) {
      if (count < fewest || count > most) outside += probability;
      probability *= (((200 - count) / (count + 1)) * 0.9) / 0.1;
    }
    expect(outside).toBeCloseTo(0.00202, 5);
  });

  it("is of the middle nine tenths of the draws", () => {
    const draws = Float64Array.from({ length: 100 }, (_, i) => i);
    expect([4.5, 5.5, 50, 93.5, 94.5].map((truth) => covers(draws, truth))).toEqual([false, true, true, true, false]);
  });
});

/** Covariances of what is drawn, exactly: effects are linear in the standard normals that they take. */
function covarianceOf(draw: (random: Randomness) => Map<string, number>): (a: string, b: string) => number {
  let taken = 0;
  const drawn = (one: number) => {
    taken = 0;
    return draw({ ...randomness("none"), normal: (mean, sd) => mean + (taken++ === one ? sd : 0) });
  };
  drawn(-1);
  const columns = Array.from({ length: taken }, (_, one) => drawn(one));
  return (a, b) => columns.reduce((sum, column) => sum + column.get(a)! * column.get(b)!, 0);
}

describe("effects handed down from parents", () => {
  it("have the variances that the package takes a tree for, 1 at the tip farthest from the root", () => {
    const { newick, draw } = simulatedTree(randomness("a tree"), 25);
    const covariance = covarianceOf(draw);
    const names = Array.from({ length: 25 }, (_, i) => String(i + 1));
    const { variances } = structureOf("t", tree(newick)).kernelOf(names, "g");
    names.forEach((name, i) => expect(covariance(name, name)).toBeCloseTo(variances[i]!, 12));
    expect(Math.max(...variances)).toBeCloseTo(1, 12);
    expect(Math.min(...variances)).toBeLessThan(0.6);
  });

  it("have the variances that the package takes a pedigree for, 1 + inbreeding, of which there is some", () => {
    const { table, measured, draw } = simulatedPedigree(randomness("a pedigree"), 10, 20);
    const covariance = covarianceOf(draw);
    const { variances } = structureOf("P", pedigree(table)).kernelOf(measured, "g");
    measured.forEach((name, i) => expect(covariance(name, name)).toBeCloseTo(variances[i]!, 12));
    expect(measured.filter((_, i) => variances[i]! > 1.05).length).toBeGreaterThan(5);
    // Full siblings of the second generation, whose parents are founders.
    const parents = (i: number) => `${table.dam[i]}, ${table.sire[i]}`;
    const second = Array.from({ length: 10 }, (_, i) => i + 6);
    const pairs = second.flatMap((i) => second.flatMap((j) => (i < j && parents(i) === parents(j) ? [[i, j]] : [])));
    expect(pairs.length).toBeGreaterThan(0);
    for (const [i, j] of pairs) expect(covariance(table.animal[i!]!, table.animal[j!]!)).toBeCloseTo(0.5, 12);
  });
});
