import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cholesky } from "../../../../engine/math/cholesky.js";
import { parseCsv } from "../../../../engine/data/csv.js";
import { pedigree } from "../../../../models/glmm/structures/pedigree.js";
import { pedigreeOfTable } from "../../../../models/glmm/structures/pedigreeOfTable.js";
import { pedigreeStructure } from "../../../../models/glmm/structures/pedigreeStructure.js";
import type { SparseLaw } from "../../../../models/glmm/structures/Kernel.js";
import type { PedigreeDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";
import { largestDifference, levelCovariance } from "./covarianceOf.js";
import { randomPedigree, tabular } from "./pedigrees.js";

interface Reference extends Omit<PedigreeDeclaration, "kind" | "columns"> {
  readonly rows: number[];
  readonly columns: number[];
  readonly inverse: number[];
  readonly logDeterminant: [number];
}
const reference = JSON.parse(
  readFileSync(new URL("../../../reference/pedigrees/pedigrees.json", import.meta.url), "utf8"),
) as Record<string, Reference>;

const kernelOf = (declaration: PedigreeDeclaration, names = declaration.animals) =>
  pedigreeStructure("P", declaration).kernelOf(names, "animal");

/** S row by row. */
function precision({ pattern, values }: SparseLaw): Float64Array {
  const out = new Float64Array(pattern.size * pattern.size);
  values.forEach((value, e) => {
    const [i, j] = [pattern.rows[e]!, pattern.columns[e]!];
    out[i * pattern.size + j] = out[j * pattern.size + i] = value;
  });
  return out;
}

/** A⁻¹ = XᵀX, X = L⁻¹, of which each row is a sum of those before it. */
function inverseOf(matrix: Float64Array, n: number): Float64Array {
  const factor = cholesky(matrix, n);
  const x = new Float64Array(n * n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = x.subarray(i * n, i * n + i + 1);
    row[i] = 1;
    for (let k = 0; k < i; k++) {
      const scale = factor[i * n + k]!;
      for (let j = 0; j <= k; j++) row[j]! -= scale * x[k * n + j]!;
    }
    for (let j = 0; j <= i; j++) row[j]! /= factor[i * n + i]!;
    for (let k = 0; k <= i; k++) for (let j = 0; j <= k; j++) out[k * n + j]! += row[k]! * row[j]!;
  }
  for (let k = 0; k < n; k++) for (let j = 0; j < k; j++) out[j * n + k] = out[k * n + j]!;
  return out;
}

describe("the kernel of a pedigree", () => {
  it.each(Object.entries(reference))("has the inverse relationship matrix of nadiv for the pedigree %s", (_, known) => {
    const { animals, dams, sires } = known;
    const { law, node, nodes } = kernelOf({ kind: "pedigree", animals, dams, sires });
    if (law.kind !== "sparse") throw new Error("the law is dense");
    const expected = new Float64Array(nodes * nodes);
    known.inverse.forEach((value, e) => {
      const [i, j] = [node[known.rows[e]!]!, node[known.columns[e]!]!];
      expected[i * nodes + j] = expected[j * nodes + i] = value;
    });
    // As printed, to 15 digits, of entries up to 20.
    expect(largestDifference(precision(law), expected)).toBeLessThan(1e-12);
    expect(law.logDeterminant).toBeCloseTo(-known.logDeterminant[0], 12);
  });

  it("of 1,040 animals, inbred and with parents unknown, is the inverse of their dense relationship matrix to 1e-10", () => {
    const declaration = randomPedigree(1040, "5");
    const matrix = tabular(declaration);
    const { law, node, variances } = kernelOf(declaration);
    if (law.kind !== "sparse") throw new Error("the law is dense");
    expect([...node]).toEqual(declaration.animals.map((_, i) => i));
    expect(largestDifference(precision(law), inverseOf(matrix, 1040))).toBeLessThan(1e-10);
    expect(
      largestDifference(
        variances,
        declaration.animals.map((_, i) => matrix[i * 1041]!),
      ),
    ).toBeLessThan(1e-13);
    expect(Math.max(...variances)).toBeGreaterThan(1.3);
    // Each animal with its parents, and these with one another.
    expect(law.values.length).toBeLessThan(4 * 1040);
  });

  it("of some animals has their part of the relationship matrix, with fewer nodes than ancestors", () => {
    const declaration = randomPedigree(300, "6");
    const matrix = tabular(declaration);
    const picks = [299, 17, 180, 42, 250, 251, 120];
    const kernel = kernelOf(
      declaration,
      picks.map((i) => `a${i}`),
    );
    levelCovariance(kernel).forEach((row, i) => {
      expect(
        largestDifference(
          row,
          picks.map((j) => matrix[picks[i]! * 300 + j]!),
        ),
      ).toBeLessThan(1e-12);
      expect(kernel.variances[i]).toBeCloseTo(matrix[picks[i]! * 301]!, 13);
    });
    expect(kernel.nodes).toBeLessThan(300);
  });

  it("leaves out founders who relate no two animals, without a change to the rest", () => {
    const declaration = pedigree({
      animal: ["child", "sib", "loner", "grandchild"],
      dam: ["mother", "mother", "m2", "child"],
      sire: ["f1", "f2", "s2", "f3"],
    });
    const { nodes, law, node } = kernelOf(declaration, ["child", "sib", "loner", "grandchild"]);
    // Beside the four only their common mother.
    expect(nodes).toBe(5);
    expect(levelCovariance({ node, nodes, law, variances: new Float64Array(4) })).toEqual([
      [1, 0.25, 0, 0.5].map((x) => expect.closeTo(x, 14)),
      [0.25, 1, 0, 0.125].map((x) => expect.closeTo(x, 14)),
      [0, 0, 1, 0].map((x) => expect.closeTo(x, 14)),
      [0.5, 0.125, 0, 1].map((x) => expect.closeTo(x, 14)),
    ]);
  });

  it("is the same whatever the order of the rows", () => {
    const { animals, dams, sires } = randomPedigree(200, "7");
    const order = animals.map((_, i) => (i * 77) % 200);
    const turned: PedigreeDeclaration = {
      kind: "pedigree",
      animals: order.map((i) => animals[i]!),
      dams: order.map((i) => dams[i]!),
      sires: order.map((i) => sires[i]!),
    };
    const names = ["a199", "a150", "a12", "a101"];
    const [one, other] = [
      levelCovariance(kernelOf({ kind: "pedigree", animals, dams, sires }, names)),
      levelCovariance(kernelOf(turned, names)),
    ];
    one.forEach((row, i) => expect(largestDifference(row, other[i]!)).toBeLessThan(1e-13));
  });

  it("goes up a line of 50,000 ancestors without recursion", () => {
    const animals = Array.from({ length: 50_000 }, (_, i) => `a${i}`).reverse();
    const dams = animals.map((_, i) => animals[i + 1] ?? null);
    const structure = pedigreeStructure("P", { kind: "pedigree", animals, dams, sires: dams.map(() => null) });
    expect(structure.kernelOf(["a49999", "a0"], "animal").nodes).toBe(50_000);
  });
});

describe("a pedigree", () => {
  const notesOf = (columns: Parameters<typeof pedigree>[0]) => pedigreeStructure("P", pedigree(columns)).notes;

  it("notes parents without a row, animals that are dam and sire, and columns taken by their place", () => {
    expect(notesOf({ animal: ["c"], dam: ["m"], sire: ["f"] })).toEqual([
      '2 parents ("m", "f") of the pedigree P without a row of their own: taken as unrelated founders',
    ]);
    expect(notesOf({ plant: ["a", "b", "c"], seed: ["", "a", "b"], pollen: ["", "", "a"] })).toEqual([
      'the pedigree P names no columns animal, dam and sire: "plant", "seed", "pollen" are taken for them',
      '1 animal ("a") of the pedigree P is both dam and sire: taken as right, as in plants',
    ]);
    expect(notesOf({ animal: ["a", "b", "c"], dam: [null, null, "a"], sire: [null, null, "b"] })).toEqual([]);
  });

  const refusalOf = (animals: string[], dams: (string | null)[], sires = animals.map((): string | null => null)) => {
    try {
      pedigreeStructure("P", { kind: "pedigree", animals, dams, sires });
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing was refused";
  };

  it("with a loop is refused, animal by animal", () => {
    expect(refusalOf(["a", "b", "c", "d"], ["b", "c", "a", "a"])).toBe(
      'in the pedigree P "a" is its own ancestor: "a" is a child of "b" is a child of "c" is a child of "a"; ' +
        "correct the parents of one of them.",
    );
    expect(refusalOf(["a", "b"], ["a", null])).toContain('"a" is its own parent: correct its row, 1');
  });

  it("with a repeated animal, without any parent or without rows is refused", () => {
    expect(refusalOf(["a", "b", "a"], ["b", null, null])).toContain('two rows called "a" (rows 1 and 3)');
    expect(refusalOf(["a", "b"], [null, null])).toContain("names no parents");
    expect(refusalOf([], [])).toContain("is empty");
    expect(refusalOf(["a", "b"], ["b"])).toContain("2 animals, 1 dams");
  });

  it("with a parent without a row that is dam and sire is refused, since it may stand for none", () => {
    expect(refusalOf(["a", "b"], ["u", "a"], [null, "u"])).toBe(
      'in the pedigree P "u" is a dam in row 1 and a sire in row 2 and has no row of its own: ' +
        "leave its cells empty if it stands for a parent that is not known, else give it a row.",
    );
    expect(refusalOf(["a", "b"], ["a2", "u"], ["a3", "u"])).toContain('"u" is a dam in row 2 and a sire in row 2');
    expect(refusalOf(["a", "u"], ["u", null], ["u", null])).toBe("nothing was refused");
  });

  it("with a parent that is the number of another animal, spelt otherwise, is refused", () => {
    expect(refusalOf(["001", "002"], [null, "1"])).toBe(
      'in the pedigree P the parent "1" has no row of its own and is the same number as "001": write both alike.',
    );
    expect(refusalOf(["a", "b"], ["01", "1"])).toContain('the parent "1" has no row of its own');
    expect(refusalOf(["001", "1"], [null, "001"])).toBe("nothing was refused");
  });

  it("finds levels that are numbers whether data and pedigree read them as numbers or as text", () => {
    const rows = ["001,*,*", "002,*,*", "003,001,002"];
    const numbers = pedigreeOfTable(parseCsv(`animal,dam,sire\n${rows.join("\n")}\n`));
    const mixed = pedigreeOfTable(parseCsv(`animal,dam,sire\nx,*,*\n${rows.join("\n")}\n`));
    for (const declaration of [numbers, mixed]) {
      for (const levels of [
        ["1", "2", "3"],
        ["001", "002", "003"],
      ]) {
        // Half of the child is either parent's.
        expect(levelCovariance(kernelOf(declaration, levels))).toEqual([
          [1, 0, 0.5].map((x) => expect.closeTo(x, 14)),
          [0, 1, 0.5].map((x) => expect.closeTo(x, 14)),
          [0.5, 0.5, 1].map((x) => expect.closeTo(x, 14)),
        ]);
      }
    }
    expect(pedigreeStructure("P", mixed).names).toEqual(["x", "001", "002", "003", "1", "2", "3"]);
    expect(() => kernelOf(mixed, ["1", "001"])).toThrow(
      'the levels "1" and "001" of "animal" are one in the pedigree P, "001": give them one name.',
    );
  });

  it("notes the marks that it takes for unknown parents", () => {
    expect(notesOf({ animal: ["a", "b", "c"], dam: ["?", "-9", "a"], sire: ["?", "unknown", "b"] })).toEqual([
      '"?", "-9", "unknown" in the pedigree P: taken for parents that are not known',
    ]);
  });

  it("names levels of data that it lacks, and what they may have meant", () => {
    const { kernelOf } = pedigreeStructure("P", pedigree({ animal: ["calf_1"], dam: ["cow"], sire: ["bull"] }));
    expect(() => kernelOf(["calf 1", "cow"], "animal")).toThrow(
      /1 of 2 levels of "animal" is not in the pedigree P.*"calf_1"/,
    );
  });
});
