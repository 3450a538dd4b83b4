import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stream } from "../../../../engine/random/stream.js";
import { inbreeding, mendelianVariance } from "../../../../models/glmm/structures/inbreeding.js";
import { randomPedigree, tabular } from "./pedigrees.js";

const reference = JSON.parse(
  readFileSync(new URL("../../../reference/pedigrees/pedigrees.json", import.meta.url), "utf8"),
) as Record<
  string,
  Record<"animals" | "dams" | "sires", (string | null)[]> & Record<"inbreeding" | "mendelian", number[]>
>;

/** Numbers of dam and sire by turns. */
function parentsOf({ animals, dams, sires }: Record<"animals" | "dams" | "sires", readonly (string | null)[]>) {
  return Int32Array.from(animals.flatMap((_, i) => [animals.indexOf(dams[i]!), animals.indexOf(sires[i]!)]));
}

describe("inbreeding", () => {
  it.each(Object.entries(reference))("and Mendelian variances of the pedigree %s are those of nadiv", (_, known) => {
    const parents = parentsOf(known);
    const coefficients = inbreeding(parents);
    // As printed, to 15 digits.
    known.inbreeding.forEach((f, i) => expect(coefficients[i]).toBeCloseTo(f, 13));
    known.mendelian.forEach((d, i) => expect(mendelianVariance(parents, coefficients, i)).toBeCloseTo(d, 13));
  });

  it("is the diagonal of the relationship matrix less 1 on 500 random animals, and reaches over 0.3", () => {
    const pedigree = randomPedigree(500, "3");
    const matrix = tabular(pedigree);
    const coefficients = inbreeding(parentsOf(pedigree));
    coefficients.forEach((f, i) => expect(f).toBeCloseTo(matrix[i * 501]! - 1, 13));
    expect(Math.max(...coefficients)).toBeGreaterThan(0.3);
  });

  it("of children of full sibs and of a selfed founder are a quarter and a half", () => {
    const known = parentsOf({ animals: ["a", "b", "c", "d", "e", "s"], dams: [null, null, "a", "a", "c", "a"], sires: [null, null, "b", "b", "d", "a"] }); // prettier-ignore
    expect([...inbreeding(known)]).toEqual([0, 0, 0, 0, 0.25, 0.5]);
  });

  it("of children of unrelated parents is exactly 0 after many generations", () => {
    // Two lines that never meet but for their last child.
    const parents: number[] = [-1, -1, -1, -1, -1, -1, -1, -1];
    for (let i = 4; i < 40; i++) parents.push(i % 2 === 0 ? i - 4 : i - 4, i % 2 === 0 ? i - 2 : i - 2);
    parents.push(38, 39);
    const coefficients = inbreeding(Int32Array.from(parents));
    expect(coefficients[40]).toBe(0);
    expect(coefficients[39]).toBeGreaterThan(0);
  });

  it("is worked out for 20,000 animals of 20 generations without a relationship matrix", () => {
    const size = 20_000;
    const parents = new Int32Array(2 * size).fill(-1);
    const rng = stream("4", "parents");
    for (let i = 1000; i < size; i++) {
      const before = 1000 * (Math.floor(i / 1000) - 1);
      parents[2 * i] = before + 30 + Math.floor(rng.uniform() * 970);
      parents[2 * i + 1] = before + Math.floor(rng.uniform() * 30);
    }
    const coefficients = inbreeding(parents);
    // Of 970 dams and 30 sires a generation: 1 / (8 · 970) + 1 / (8 · 30) is lost in each (Wright 1931), by 20 of them about 0.08.
    const last = coefficients.slice(-1000).reduce((sum, f) => sum + f, 0) / 1000;
    expect(last).toBeGreaterThan(0.05);
    expect(last).toBeLessThan(0.11);
  });
});
