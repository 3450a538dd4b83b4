import { describe, expect, it } from "vitest";
import { cholesky } from "../../../../engine/math/cholesky.js";
import { stream } from "../../../../engine/random/stream.js";
import { covariance } from "../../../../models/glmm/structures/covariance.js";
import { matrixStructure } from "../../../../models/glmm/structures/matrixStructure.js";
import { precision } from "../../../../models/glmm/structures/precision.js";
import type { MatrixDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";
import { largestDifference, levelCovariance } from "./covarianceOf.js";

const letters = (n: number) => Array.from({ length: n }, (_, i) => `line${i}`);

/** A kinship from markers at random, centred and with a ridge: half of its entries beside the diagonal are negative. */
function kinship(n: number, markers: number, ridge: number): number[][] {
  const rng = stream("11", "markers");
  const scores = Array.from({ length: n }, () => Array.from({ length: markers }, () => rng.normal()));
  return scores.map((one, i) =>
    scores.map((other, j) => one.reduce((sum, x, k) => sum + x * other[k]!, i === j ? ridge * markers : 0) / markers),
  );
}

const kernelOf = (declaration: MatrixDeclaration, names: readonly string[]) =>
  matrixStructure("K", declaration).kernelOf(names, "line");

const refusalOf = (declaration: () => MatrixDeclaration) => {
  try {
    matrixStructure("K", declaration());
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return "nothing was refused";
};

describe("the kernel of a covariance", () => {
  const rows = kinship(25, 40, 0.01);
  const names = letters(25);

  it("has the entries of the names asked for, in their order, the negative ones as well", () => {
    const picks = [20, 3, 11, 7];
    const { law, node, nodes, variances } = kernelOf(
      covariance(names, rows),
      picks.map((i) => names[i]!),
    );
    if (law.kind !== "dense") throw new Error("the law is sparse");
    expect([...node]).toEqual([0, 1, 2, 3]);
    expect(nodes).toBe(4);
    expect([...law.covariance]).toEqual(picks.flatMap((i) => picks.map((j) => rows[i]![j]!)));
    expect([...variances]).toEqual(picks.map((i) => rows[i]![i]!));
    expect(law.covariance.filter((x) => x < 0).length).toBeGreaterThan(3);
    // Its Cholesky factor, whose negative entries make it what it is, gives it back.
    const factor = cholesky(law.covariance, 4);
    expect(factor.filter((x) => x < 0).length).toBeGreaterThan(0);
    const product = law.covariance.map((_, at) => {
      const [i, j] = [Math.floor(at / 4), at % 4];
      return [0, 1, 2, 3].reduce((sum, k) => sum + factor[i * 4 + k]! * factor[j * 4 + k]!, 0);
    });
    expect(largestDifference(product, law.covariance)).toBeLessThan(1e-15);
  });

  it("is the same whether rows are given flat, as rows, or as entries", () => {
    const flat = covariance(names, rows.flat());
    const entries = covariance({
      row: names.flatMap((name, i) => names.slice(0, i + 1).map(() => name)),
      column: names.flatMap((_, i) => names.slice(0, i + 1)),
      value: rows.flatMap((row, i) => row.slice(0, i + 1)),
    });
    expect(kernelOf(flat, names)).toEqual(kernelOf(covariance(names, rows), names));
    expect(kernelOf(entries, names)).toEqual(kernelOf(flat, names));
  });

  it("is made exactly symmetric where rounding has left differences", () => {
    const rounded = rows.map((row, i) => row.map((x, j) => (i < j ? Number(x.toPrecision(10)) : x)));
    const { law } = kernelOf(covariance(names, rounded), names);
    if (law.kind !== "dense") throw new Error("the law is sparse");
    for (let i = 0; i < 25; i++)
      for (let j = 0; j < i; j++) expect(law.covariance[i * 25 + j]).toBe(law.covariance[j * 25 + i]);
    expect(largestDifference(law.covariance, rows.flat())).toBeLessThan(1e-10);
  });

  it("may be diagonal", () => {
    const { law } = kernelOf(covariance(["a", "b"], [[2, 0], [0, 3]]), ["b", "a"]); // prettier-ignore
    expect(law).toEqual({ kind: "dense", covariance: Float64Array.of(3, 0, 0, 2) });
  });
});

describe("the kernel of a precision", () => {
  /** A chain of neighbours with a long way round: sparse, its inverse full. */
  const n = 30;
  const names = letters(n);
  const entries: [number, number, number][] = [];
  for (let i = 0; i < n; i++) {
    entries.push([i, i, 2.5]);
    if (i > 0) entries.push([i, i - 1, i % 3 === 0 ? 0.7 : -1]);
  }
  entries.push([0, n - 1, -0.4]);
  const declaration = precision({
    row: entries.map(([i]) => names[i]!),
    column: entries.map(([, j]) => names[j]!),
    value: entries.map(([, , x]) => x),
  });
  const rows = names.map(() => names.map(() => 0));
  for (const [i, j, x] of entries) rows[i]![j] = rows[j]![i] = x;

  it("keeps all rows as nodes, and only the entries that are not 0", () => {
    const { law, nodes, node } = kernelOf(declaration, ["line4", "line1"]);
    if (law.kind !== "sparse") throw new Error("the law is dense");
    expect(nodes).toBe(n);
    expect([...node]).toEqual([4, 1]);
    expect(law.values.length).toBe(2 * n);
    expect([...law.pattern.rows.subarray(0, n)]).toEqual(names.map((_, i) => i));
    expect([...law.pattern.columns.subarray(0, n)]).toEqual(names.map((_, i) => i));
  });

  it("has the precision's inverse for a covariance, with its diagonal and its determinant", () => {
    const kernel = kernelOf(declaration, names);
    if (kernel.law.kind !== "sparse") throw new Error("the law is dense");
    const inverse = levelCovariance(kernel);
    // Q Q⁻¹ = I, of entries near 1.
    const product = rows.flatMap((row) => names.map((_, j) => row.reduce((sum, x, k) => sum + x * inverse[k]![j]!, 0)));
    expect(
      largestDifference(
        product,
        names.flatMap((_, i) => names.map((__, j) => (i === j ? 1 : 0))),
      ),
    ).toBeLessThan(1e-14);
    expect(
      largestDifference(
        kernel.variances,
        inverse.map((row, i) => row[i]!),
      ),
    ).toBeLessThan(1e-15);
    const factor = cholesky(Float64Array.from(rows.flat()), n);
    const logDeterminant = 2 * names.reduce((sum, _, i) => sum + Math.log(factor[i * n + i]!), 0);
    expect(kernel.law.logDeterminant).toBeCloseTo(logDeterminant, 12);
  });

  it("is the same law whether all entries are given or those that are not 0, in one triangle or in both", () => {
    const both = precision({
      row: [
        ...entries.map(([i]) => names[i]!),
        ...entries
          .slice(1)
          .filter(([i, j]) => i !== j)
          .map(([, j]) => names[j]!),
      ],
      column: [
        ...entries.map(([, j]) => names[j]!),
        ...entries
          .slice(1)
          .filter(([i, j]) => i !== j)
          .map(([i]) => names[i]!),
      ],
      value: [
        ...entries.map(([, , x]) => x),
        ...entries
          .slice(1)
          .filter(([i, j]) => i !== j)
          .map(([, , x]) => x),
      ],
    });
    const expected = levelCovariance(kernelOf(declaration, names));
    for (const other of [both, precision(names, rows)]) {
      levelCovariance(kernelOf(other, names)).forEach((row, i) =>
        expect(largestDifference(row, expected[i]!)).toBeLessThan(1e-15),
      );
    }
  });
});

describe("a matrix is refused", () => {
  const ab = ["a", "b"];

  it("where it is not symmetric, with the pair that differs most", () => {
    const text =
      'UserError: the matrix K is not symmetric: it holds 0.5 in row "a", column "b" and 0.4 in row "b", column "a"; give the same value twice.';
    expect(refusalOf(() => covariance(ab, [[1, 0.5], [0.4, 1]]))).toBe(text); // prettier-ignore
    const entries = { row: ["a", "b", "b", "a"], column: ["a", "b", "a", "b"], value: [1, 1, 0.4, 0.5] };
    expect(refusalOf(() => covariance(entries))).toBe(text);
    expect(refusalOf(() => precision(entries))).toBe(text.replace("matrix", "precision"));
  });

  it("where it is not positive definite, with its smallest eigenvalue and the mend", () => {
    expect(refusalOf(() => covariance(ab, [[1, 2], [2, 1]]))).toBe(
      "UserError: the matrix K is no covariance: its smallest eigenvalue is -1; check how it was made, or add more than 1 to its diagonal.",
    ); // prettier-ignore
    expect(refusalOf(() => precision(ab, [[1, 2], [2, 1]]))).toMatch(
      /the precision K is not positive definite: its smallest eigenvalue is -1; .* add more than 1 to its diagonal/,
    ); // prettier-ignore
    expect(refusalOf(() => covariance(ab, [[1, 0], [0, -1]]))).toContain('holds -1 in row and column "b"'); // prettier-ignore
    expect(refusalOf(() => precision({ row: ["a", "b"], column: ["a", "a"], value: [1, 0.1] }))).toContain(
      'holds 0 in row and column "b"',
    );
  });

  it("where it is singular, saying why that is: fewer markers than lines, lines that are one, neighbours alone", () => {
    expect(refusalOf(() => covariance(letters(20), kinship(20, 12, 0)))).toMatch(
      /is singular \(its smallest eigenvalue is -?\d(\.\d+)?e-1\d\), as a kinship from fewer markers than lines.*such as ridge=0.001\.$/,
    );
    expect(refusalOf(() => covariance(ab, [[1, 1], [1, 1]]))).toContain('"a" and "b" are one and the same in it'); // prettier-ignore
    expect(refusalOf(() => precision(["a", "b", "c"], [[1, -1, 0], [-1, 2, -1], [0, -1, 1]]))).toMatch(
      /the precision K is singular .*rows add up to 0.* add to its diagonal, such as ridge=0.001/,
    ); // prettier-ignore
  });

  it("of more than 1,000 rows for the levels in use alone, and then by the first of many rows that fails", () => {
    const many = letters(1003);
    const values = new Float64Array(1003 * 1003);
    for (let i = 0; i < 1003; i++) values[i * 1003 + i] = 1;
    const set = (i: number, j: number, value: number) => void (values[i * 1003 + j] = values[j * 1003 + i] = value);
    set(1001, 1000, 1);
    set(1002, 3, 2);
    const large = matrixStructure("K", covariance(many, values));
    const namesAt = (...rows: readonly number[]) => rows.map((row) => many[row]!);
    const refusalAt = (asked: readonly string[]) => {
      try {
        large.kernelOf(asked, "line");
      } catch (error) {
        return String(error);
      }
      return "";
    };
    const [a, b, c] = namesAt(1000, 1001, 1002) as [string, string, string];
    expect(large.kernelOf(many.slice(0, 1001), "line").nodes).toBe(1001);
    expect(refusalAt(many.slice(0, 1002))).toMatch(
      `the matrix K, at the 1002 of its 1003 rows in use, is singular (row "${b}" follows from the 1001 rows before it): "${a}" and "${b}" are one`,
    );
    expect(refusalAt([...many.slice(0, 1001), c])).toMatch(
      `is no covariance: given the 1001 rows before it, row "${c}" has the variance -3; check how it was made, or add to its diagonal.`,
    );
    // Of few levels the eigenvalue is told all the same.
    expect(refusalAt(namesAt(3, 1002))).toMatch(
      "the matrix K, at the 2 of its 1003 rows in use, is no covariance: its smallest eigenvalue is -1; check how it was made, or add more than 1 to",
    );
    expect(large.kernelOf(namesAt(4, 1002), "line").variances).toEqual(Float64Array.of(1, 1));
  });

  it("but not once a ridge is added to its diagonal", () => {
    const singular = kinship(20, 12, 0);
    const { law } = kernelOf(covariance(letters(20), singular, { ridge: 0.001 }), letters(20));
    expect(law.kind === "dense" && law.covariance[21]).toBe(singular[1]![1]! + 0.001);
    const entries = { row: ["a", "b"], column: ["a", "a"], value: [1, 0.1] };
    const kernel = kernelOf(precision(entries, { ridge: 0.5 }), ["a", "b"]);
    // The inverse of [[1.5, 0.1], [0.1, 0.5]].
    expect(levelCovariance(kernel).flat()).toEqual([0.5, -0.1, -0.1, 1.5].map((x) => expect.closeTo(x / 0.74, 14)));
  });

  it("where an entry is missing or infinite, names are repeated or empty, or there are too few values", () => {
    expect(refusalOf(() => covariance(ab, [[1, NaN], [0.1, 1]]))).toContain('is missing or no number in row "a", column "b"'); // prettier-ignore
    expect(refusalOf(() => covariance(ab, [[1, 0.1], [0.1, Infinity]]))).toContain('infinite in row "b", column "b"'); // prettier-ignore
    expect(refusalOf(() => covariance(["a", "a"], [1, 0, 0, 1]))).toContain('two rows called "a" (rows 1 and 2)');
    expect(refusalOf(() => covariance(["a", ""], [1, 0, 0, 1]))).toContain("row 2 of the matrix K has no name");
    expect(refusalOf(() => covariance(ab, [1, 0, 0]))).toContain("2 names and 3 values");
    expect(refusalOf(() => covariance([], []))).toContain("is empty");
    expect(refusalOf(() => precision({ row: ["a", "a"], column: ["a", "a"], value: [1, 1] }))).toContain("twice");
  });

  it("with another number of rows or columns than names, or with options that there are not", () => {
    expect(() => covariance(ab, [[1, 0]])).toThrow("covariance() has 2 names and 1 rows");
    expect(() => covariance(ab, [[1, 0], [0]])).toThrow("1 numbers in row 2"); // prettier-ignore
    expect(() => precision(ab, [1, 0, 0, 1], { rigde: 1 } as object)).toThrow('did you mean "ridge"');
    expect(() => covariance(ab, [1, 0, 0, 1], { ridge: -1 })).toThrow("ridge of covariance() is -1");
  });
});

describe("a matrix", () => {
  it("names levels of data that it lacks, and what they may have meant", () => {
    const declaration = covariance(["line_1", "line_2"], [1, 0.5, 0.5, 1]);
    expect(() => kernelOf(declaration, ["line_1", "line 2"])).toThrow(
      /1 of 2 levels of "line" is not in the matrix K: "line 2" \(did you mean "line_2"\?\)/,
    );
  });

  it("notes a diagonal that is not 1, to which the sd refers", () => {
    const notes = (values: number[]) => matrixStructure("K", covariance(["a", "b"], values)).notes;
    expect(notes([1, 0.5, 0.5, 1])).toEqual([]);
    expect(notes([0.5, 0.2, 0.2, 1.5])).toEqual([
      "the diagonal of the matrix K runs from 0.5 to 1.5 with the mean 1: sd is that of a level with 1 there",
    ]);
    expect(notes([2, 0, 0, 2])).toEqual(["the diagonal of the matrix K is 2: sd is that of a level with 1 there"]);
  });
});
