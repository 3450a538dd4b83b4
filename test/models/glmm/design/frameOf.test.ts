import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUserError } from "../../../../engine/core/UserError.js";
import { encoderOf, messageOf, table } from "./support.js";

const variable = fc.constantFrom("x", "f", "g", "k", "factor(k)", "poly(x, 2)", "I(x^2)", "log(n)", "scale(x)", "within(x | g)", "between(n | f:g)"); // prettier-ignore
const term = fc.array(variable, { minLength: 1, maxLength: 3 }).chain((all) => fc.constantFrom(all.join(":"), all.join("*"), all.join(" + "), `(${all.join(" + ")} | g)`, `(0 + ${all.join(":")} || f:g)`)); // prettier-ignore
const formula = fc
  .tuple(fc.constantFrom("", "0 + ", "0 + Intercept + "), fc.array(term, { minLength: 1, maxLength: 3 }))
  .map(([start, terms]) => `y ~ ${start}${terms.join(" + ")}`);
const rows = fc.array(
  fc.record({
    y: fc.integer({ min: 0, max: 9 }),
    x: fc.constantFrom(-2, 0.5, 1, 3, 1e3),
    n: fc.integer({ min: 1, max: 50 }),
    k: fc.constantFrom(1, 2, 10),
    f: fc.constantFrom("a", "b", "c d", "__proto__", "1"),
    g: fc.constantFrom("u", "v", "u_a"),
  }),
  { minLength: 1, maxLength: 30 },
);

const columnsOf = <Row extends object>(all: readonly Row[]) =>
  Object.fromEntries(Object.keys(all[0]!).map((name) => [name, all.map((row) => row[name as keyof Row])]));

describe("frameOf", () => {
  it("makes a frame whose columns have every row, or says what is wrong; the fitted rows as new data give the same frame", () => {
    let made = 0;
    fc.assert(
      fc.property(formula, rows, (text, all) => {
        const data = table(columnsOf(all) as never);
        try {
          const { frame, encode, aliased } = encoderOf(text, data);
          made += 1;
          const [predictor] = frame.predictors;
          for (const column of predictor!.columns) {
            expect(column.length).toBe(all.length);
            expect(column.every(Number.isFinite)).toBe(true);
          }
          expect(new Set(predictor!.names).size).toBe(predictor!.columns.length);
          expect(predictor!.columns.length - aliased.length).toBeLessThanOrEqual(all.length);
          expect(encode(data)).toEqual(frame);
        } catch (error) {
          if (!isUserError(error)) throw error;
        }
      }),
      { seed: 20, numRuns: 300 },
    );
    // Not all are refused: most of the formulas have a design.
    expect(made).toBeGreaterThan(100);
  });

  it("refuses a table without rows and a declared factor that is no column", () => {
    expect(messageOf(() => encoderOf("y ~ x", table({ y: [], x: [] })))).toMatch(/^the table has no rows/);
    const data = table({ y: [1, 2], x: [1, 2] });
    expect(messageOf(() => encoderOf("y ~ x", data, { factors: [["z", null]] }))).toMatch(
      /^unknown column "z" is declared a factor/,
    );
  });

  it("refuses levels that white space as a dot makes the same, and standard deviations of one name", () => {
    const data = table({ y: [1, 2, 3, 4], x: [1, 3, 2, 5], sigma_x: [1, 0, 2, 3], g: ["a b", "a.b", "a b", "c"] });
    expect(messageOf(() => encoderOf("y ~ 1 + (1 | g)", data))).toBe(
      'the levels "a b" and "a.b" of g would both have the draws "r_g[a.b,Intercept]", where white space is a dot: rename one of them.',
    );
    const named = {
      ...data,
      columns: new Map([...data.columns, ["g", table({ g: ["a", "b", "a", "b"] }).columns.get("g")!]]),
    };
    expect(messageOf(() => encoderOf(["y ~ (0 + sigma_x | g)", "sigma ~ (0 + x | g)"], named))).toBe(
      'the formulas of mu and sigma both give the standard deviation "sd_g__sigma_x": rename a column.',
    );
  });

  it("refuses a design too large to hold, naming the term", () => {
    const data = table({
      y: Array.from({ length: 30000 }, (_, i) => i),
      id: Array.from({ length: 30000 }, (_, i) => `p${i}`),
      a: Array.from({ length: 30000 }, (_, i) => `a${i % 171}`),
      b: Array.from({ length: 30000 }, (_, i) => `b${i % 173}`),
    });
    expect(messageOf(() => encoderOf("y ~ a * b", data))).toMatch(
      /^this term brings the design to 29582 columns of 30000 rows/,
    );
    expect(messageOf(() => encoderOf("y ~ id", data))).toMatch(
      /^the factor "id" has 30000 levels, a coefficient each: write \(1 \| id\)/,
    );
  });
});
