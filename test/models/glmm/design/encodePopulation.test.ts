import { describe, expect, it } from "vitest";
import { encoderOf, messageOf, reference, referenceTable, table } from "./support.js";

// Orthogonal polynomials of 12 points differ by rounding alone, some 20 ulp of their largest cells.
const tolerance = 1e-13;

describe("the population level", () => {
  for (const { table: name, designs } of reference.population) {
    for (const { formula, names, columns } of designs) {
      it(`has the columns, names and order of R's model.matrix for ${formula}`, () => {
        const [predictor] = encoderOf(formula, referenceTable(name)).frame.predictors;
        const expected = [names].flat().map((name, i) => [name, columns[i]!] as const);
        const own = expected.filter(([name]) => name !== "Intercept");
        expect(predictor!.intercept).toBe(own.length < expected.length ? "centred" : "none");
        expect(predictor!.names).toEqual(own.map(([name]) => name));
        own.forEach(([, column], i) => {
          const scale = Math.max(...column.map(Math.abs));
          column.forEach((value, row) => {
            expect(Math.abs(predictor!.columns[i]![row]! - value)).toBeLessThanOrEqual(tolerance * Math.max(1, scale));
          });
        });
      });
    }
  }

  it("is centred at the means of all columns, products of dummies included", () => {
    const { means } = encoderOf("y ~ f * x", referenceTable("trial")).frame.predictors[0]!;
    expect(means.length).toBe(reference.means.length);
    reference.means.forEach((mean, i) => expect(means[i]).toBeCloseTo(mean, 14));
  });

  it("is not centred without an intercept, nor with one of class b", () => {
    for (const formula of ["y ~ 0 + x + f", "y ~ 0 + Intercept + x + f"]) {
      const [predictor] = encoderOf(formula, referenceTable("trial")).frame.predictors;
      expect([...predictor!.means]).toEqual(predictor!.names.map(() => 0));
    }
  });

  it("begins with a column of ones and codes factors by contrasts for 0 + Intercept", () => {
    const [predictor] = encoderOf("y ~ 0 + Intercept + f", referenceTable("trial")).frame.predictors;
    expect(predictor!.names).toEqual(["Intercept", "fb", "fc"]);
    expect(predictor!.columns[0]!.every((value) => value === 1)).toBe(true);
  });

  it("prefixes the coefficients of other parameters with their names", () => {
    const { predictors } = encoderOf(["y ~ x", "sigma ~ 0 + f"], referenceTable("trial")).frame;
    expect(predictors.map(({ parameter, names, link }) => [parameter, names, link])).toEqual([
      ["mu", ["x"], "identity"],
      ["sigma", ["sigma_fa", "sigma_fb", "sigma_fc"], "log"],
    ]);
  });

  it("adds up all offsets", () => {
    const { offset } = encoderOf("y ~ offset(log(n)) + offset(2 * n - 1)", table({ y: [1, 2], n: [1, 4] })).frame
      .predictors[0]!;
    expect(offset![0]).toBe(1);
    expect(offset![1]).toBeCloseTo(Math.log(4) + 7, 14);
  });

  it("takes levels as numbers, by code point, or as declared", () => {
    const data = table({ y: [1, 2, 3], k: [10, 9, 1], s: ["b", "B", "a"] });
    const names = (formula: string, factors: [string, string[] | null][] = []) =>
      encoderOf(formula, data, { factors }).frame.predictors[0]!.names;
    expect(names("y ~ 0 + factor(k)")).toEqual(["factork1", "factork9", "factork10"]);
    expect(names("y ~ 0 + k", [["k", null]])).toEqual(["k1", "k9", "k10"]);
    expect(names("y ~ s")).toEqual(["sa", "sb"]);
    expect(names("y ~ s", [["s", ["b", "a", "B"]]])).toEqual(["sa", "sB"]);
  });

  it("leaves out levels without rows", () => {
    const column = {
      kind: "factor",
      name: "f",
      codes: Int32Array.of(0, 2, 0),
      levels: ["a", "b", "c"],
      missing: [],
    } as const;
    const data = table({ y: [1, 2, 3] });
    const { columns } = data;
    const [predictor] = encoderOf("y ~ 0 + f", { rows: 3, columns: new Map([...columns, ["f", column]]) }).frame
      .predictors;
    expect(predictor!.names).toEqual(["fa", "fc"]);
    expect([...predictor!.columns[1]!]).toEqual([0, 1, 0]);
  });

  it("refuses a factor of one level, two columns of one name, and text among numbers", () => {
    const data = table({
      y: [1, 2, 3, 4],
      sex: ["male", "male", "male", "male"],
      "a b": [1, 2, 3, 5],
      ab: [3, 1, 2, 0],
    });
    expect(messageOf(() => encoderOf("y ~ sex", data))).toMatch(/^the factor "sex" has one level, "male",/);
    expect(messageOf(() => encoderOf("y ~ `a b` + ab", data))).toMatch(
      /^the term `a b` and the term ab both give the coefficient "ab"/,
    );
    const slip = table({
      y: [...Array(20).keys()],
      x: [..."abcdefghijklmnopqrst"].map((_, i) => (i === 6 ? "1O" : `${i}`)),
    });
    expect(messageOf(() => encoderOf("y ~ x", slip))).toMatch(
      /^"x" holds "1O" in row 7, where other cells are numbers/,
    );
    const short = table({ y: [1, 2, 3, 4, 5], x: ["0.1", "1.2.3", "0.4", "0.5", "0.9"] });
    expect(messageOf(() => encoderOf("y ~ x", short))).toMatch(/^"x" holds "1.2.3" in row 2/);
    expect(encoderOf("y ~ factor(x)", slip).frame.predictors[0]!.names.length).toBe(19);
  });

  it("refuses a coefficient that another parameter's formula has too", () => {
    const data = table({ y: [1, 2, 4], x: [1, 5, 3], sigma_x: [0, 1, 3] });
    expect(messageOf(() => encoderOf(["y ~ sigma_x", "sigma ~ x"], data))).toBe(
      'the formulas of mu and sigma both give the coefficient "sigma_x": rename a column.',
    );
  });

  it("makes 20 columns of 100,000 rows in less than a second", () => {
    const rows = 100_000;
    const columns: Record<string, number[] | string[]> = { y: Array.from({ length: rows }, (_, i) => i % 7) };
    for (let k = 0; k < 12; k += 1)
      columns[`x${k}`] = Array.from({ length: rows }, (_, i) => ((i * (k + 3)) % 97) / 97);
    columns.f = Array.from({ length: rows }, (_, i) => "abcdefghi"[i % 9]!);
    columns.g = Array.from({ length: rows }, (_, i) => `g${i % 2000}`);
    const data = table(columns);
    const formula = `y ~ ${Array.from({ length: 12 }, (_, k) => `x${k}`).join(" + ")} + f + (x1 | g)`;
    const milliseconds = [1, 2, 3].map(() => {
      const start = performance.now();
      expect(encoderOf(formula, data).frame.predictors[0]!.names.length).toBe(20);
      return performance.now() - start;
    });
    // About 70 ms alone on the machine this was written on; the rest is for company.
    expect(Math.min(...milliseconds)).toBeLessThan(1000);
  });
});
