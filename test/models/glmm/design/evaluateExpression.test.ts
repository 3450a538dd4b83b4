import { describe, expect, it } from "vitest";
import { parseFormula } from "../../../../models/formula/parseFormula.js";
import { FORMULA_FUNCTIONS } from "../../../../models/formula/functions.js";
import { evaluateExpression } from "../../../../models/glmm/design/evaluateExpression.js";
import { functionValues } from "../../../../models/glmm/design/functionValues.js";
import type { Reading } from "../../../../models/glmm/design/Reading.js";
import { messageOf, table } from "./support.js";

/** An expression over a table; several tables are read one after the other with one memory. */
function values(expression: string, ...tables: Parameters<typeof table>[0][]): number[][] {
  const text = `y ~ offset(${expression})`;
  const [offset] = parseFormula(text).predictor.offsets;
  const memory = new Map<object, unknown>();
  return tables.map((columns) => {
    const reading: Reading = { table: table(columns), text, factors: new Map(), memory, isNewData: memory.size > 0 };
    return [...evaluateExpression(offset!.expression, reading)];
  });
}

const refusal = (expression: string, ...tables: Parameters<typeof table>[0][]) =>
  messageOf(() => values(expression, ...tables))?.split("\n")[0];

describe("expressions of columns", () => {
  it.each([
    ["1 + 2 * x ^ 2", [3, 9, 19]],
    ["-x ^ 2", [-1, -4, -9]],
    ["(x - 1) / 2", [0, 0.5, 1]],
    ["2 ^ -x", [0.5, 0.25, 0.125]],
    ["x ^ 0.5 - sqrt(x)", [0, 0, 0]],
    ["x > 1", [0, 1, 1]],
    ["x == 2", [0, 1, 0]],
    ["ifelse(x >= 2, x, 7)", [7, 2, 3]],
    ["pmin(x, 2) + max(x, 2) * 10", [21, 22, 32]],
    ["round(x / 2)", [0, 1, 2]],
    ["sign(x - 2)", [-1, 0, 1]],
    ['arm == "drug"', [1, 0, 1]],
    ['"drug" != arm', [0, 1, 0]],
    ["center(x)", [-1, 0, 1]],
    ["scale(x * 10)", [-1, 0, 1]],
  ])("%s", (expression, expected) => {
    const data = { x: [1, 2, 3], arm: ["drug", "placebo", "drug"] };
    values(expression, data)[0]!.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 14));
  });

  it("has whole logarithms of powers of 2 and 10", () => {
    expect(values("log10(x)", { x: [1e-5, 0.001, 1, 1000, 1e15, 1e22] })[0]).toEqual([-5, -3, 0, 3, 15, 22]);
    expect(values("log2(x)", { x: [0.125, 1, 8, 2 ** 40, 2 ** 1000] })[0]).toEqual([-3, 0, 3, 40, 1000]);
  });

  it("rounds halves to the even number", () => {
    expect(values("round(x)", { x: [0.5, 1.5, 2.5, -0.5, -1.5, 2.4999] })[0]!.map((x) => x + 0)).toEqual([
      0, 2, 2, 0, -2, 2,
    ]);
  });

  it("evaluates every function that the parser knows", () => {
    const overAllRows = ["scale", "center"];
    const known = [...FORMULA_FUNCTIONS.keys()].filter((name) => !overAllRows.includes(name));
    expect([...functionValues.keys()].sort()).toEqual(known.sort());
  });

  it("scales and centres new rows by the mean and sd of the fitted ones", () => {
    expect(values("scale(x) + 10 * center(x)", { x: [1, 2, 3] }, { x: [4] })[1]).toEqual([22]);
    // Centred within another function: the mean belongs to the place in the formula.
    expect(values("exp(center(x)) - center(2 * x)", { x: [1, 2, 3] }, { x: [2] })[1]).toEqual([1]);
  });

  it("names the row and the cells of a result that is not finite", () => {
    expect(refusal("log(x - n)", { x: [3, 2], n: [1, 2] })).toBe(
      "log(x - n) is -Infinity in row 2, which is not a number a model can use: x is 2, n is 2.",
    );
    expect(refusal("sqrt(x)", { x: [3, -2] })).toMatch(/^sqrt\(x\) is NaN in row 2/);
  });

  it("refuses text as a number, naming the first cell", () => {
    expect(refusal("x + 1", { x: ["1", "2", "12,5", "8"] })).toBe(
      '"x" is used as a number, but holds "12,5" in row 3: correct the cell.',
    );
    expect(refusal("log(arm)", { arm: ["drug", "placebo"] })).toMatch(
      /^"arm" is used as a number, but holds "drug" in row 1/,
    );
  });

  it("refuses a level that the column does not have, but not in new data", () => {
    expect(refusal('arm == "drgu"', { arm: ["drug", "placebo"] })).toBe(
      '"arm" has no level "drgu": did you mean "drug"?',
    );
    expect(values('arm == "drug"', { arm: ["drug", "placebo"] }, { arm: ["placebo"] })[1]).toEqual([0]);
    expect(refusal("arm < 2", { arm: ["drug", "placebo"] })).toBe('levels of "arm" can only be compared by == or !=.');
  });

  it("points at an unknown column and says what may have been meant", () => {
    const message = messageOf(() => values("log(agee) - 1", { age: [1] }));
    expect(message).toBe(
      ['unknown column "agee": did you mean "age"?', "  y ~ offset(log(agee) - 1)", "                 ^~~~"].join("\n"),
    );
  });

  it("refuses NaN, infinite and missing cells of the columns it reads alone", () => {
    expect(refusal("x", { x: [1, NaN] })).toMatch(/^column "x" holds NaN in row 2/);
    expect(refusal("x", { x: [1, Infinity] })).toMatch(/^column "x" holds Infinity in row 2/);
    expect(refusal("x", { x: [1, null] })).toMatch(/^the column "x" has 1 missing cell, first in row 2/);
    expect(values("x", { x: [1, 2], z: [NaN, null] })[0]).toEqual([1, 2]);
  });

  it("takes any name for a column", () => {
    expect(
      values(
        "__proto__ + constructor",
        Object.fromEntries([
          ["constructor", [1]],
          ["__proto__", [2]],
        ]),
      )[0],
    ).toEqual([3]);
  });

  it("refuses to scale a constant", () => {
    expect(refusal("scale(x)", { x: [0.1, 0.1, 0.1] })).toMatch(/^scale\(x\) divides by a standard deviation of 0/);
  });
});
