import { describe, expect, it } from "vitest";

import { joinDeclaration, splitDeclaration } from "../../../src/files/declarationFile.js";

const declaration = {
  kind: "glmm",
  formulas: ["y ~ (1 | gr(g, cov = K))"],
  factors: [["__proto__", null]],
  structures: [
    ["K", { kind: "cov", names: ["a", "b"], values: Float64Array.of(1, -0, 5e-324, 0.1 + 0.2) }],
    [
      "Q",
      {
        kind: "precision",
        names: ["a"],
        values: Float64Array.of(2),
        places: { rows: Int32Array.of(0), columns: Int32Array.of(0) },
      },
    ],
  ],
  priorOnly: false,
};

describe("a declaration with arrays", () => {
  it("is JSON without them, and the same with them put back, bit by bit", () => {
    const split = splitDeclaration(declaration);
    expect([...split.arrays.keys()]).toEqual([
      "declaration: structures.0.1.values",
      "declaration: structures.1.1.values",
      "declaration: structures.1.1.places.rows",
      "declaration: structures.1.1.places.columns",
    ]);
    const read = JSON.parse(JSON.stringify(split.declaration)) as typeof split.declaration;
    const joined = joinDeclaration(read, split.arrays) as typeof declaration;
    expect(joined).toEqual(declaration);
    const values = (joined.structures[0]![1] as { values: Float64Array }).values;
    expect(Object.is(values[1], -0)).toBe(true);
    expect(values[2]).toBe(5e-324);
  });

  it("is unchanged where there are none, names of objects' own included", () => {
    const plain = { kind: "glmm", factors: [["constructor", ["array", "declaration: x"]]], structures: [] };
    const split = splitDeclaration(plain);
    expect(split.arrays.size).toBe(0);
    expect(split.declaration).toEqual(plain);
    expect(joinDeclaration(plain, new Map())).toEqual(plain);
  });

  it("is refused by name where the numbers lack one of its arrays", () => {
    const { declaration: file } = splitDeclaration(declaration);
    expect(() => joinDeclaration(file, new Map())).toThrow(/lacks the numbers of "declaration: structures.0.1.values"/);
  });
});
