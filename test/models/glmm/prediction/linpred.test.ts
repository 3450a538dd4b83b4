import { describe, expect, it } from "vitest";
import type { Table } from "../../../../engine/core/Table.js";
import { linpredOf } from "../../../../models/glmm/prediction/linpred.js";
import { predictionArray } from "../../../../models/glmm/prediction/predictionArray.js";
import { around, frameOfParts, group, handMade, predictor } from "./handMade.js";

const newRows: Table = { rows: 3, columns: new Map() };
const draws = 50;
const names = [
  "b_Intercept",
  ...["x1", "x2", "x3", "x4", "x5"].map((x) => `b_${x}`),
  ...["a", "b", "c.d"].flatMap((level) => [`r_g[${level},Intercept]`, `r_g[${level},x1]`]),
  "b_sigma_Intercept",
  "b_sigma_x1",
  ...["a", "b", "c.d"].map((level) => `r_g__sigma[${level},Intercept]`),
];
const values = Object.fromEntries(names.map((name, k) => [name, around(k / 3, 1, draws, name)]));
const x = Array.from({ length: 5 }, (_, k) => Float64Array.of(k + 0.5, 0, -k));
const offset = Float64Array.of(0.25, -1, 2);
const frame = frameOfParts(
  3,
  [
    predictor({ columns: x, offset }),
    predictor({ parameter: "sigma", link: "log", names: ["sigma_x1"], columns: [x[0]!] }),
  ],
  [
    group({ coefficients: ["Intercept", "x1"], columns: [undefined, x[0]], index: Int32Array.of(2, 0, 1) }),
    group({ parameter: "sigma", index: Int32Array.of(2, 0, 1) }),
  ],
);
const fitted = handMade(["gaussian", "identity"], frame, values);
const levels = ["c.d", "a", "b"];

/** X b + Z r of a row and draw, term by term. */
function byHand(row: number, draw: number, withGroups = true): number {
  const of = (name: string): number => values[name]![draw]!;
  const population = x.reduce((sum, column, k) => sum + column[row]! * of(`b_x${k + 1}`), of("b_Intercept"));
  const level = levels[row]!;
  const effects = of(`r_g[${level},Intercept]`) + x[0]![row]! * of(`r_g[${level},x1]`);
  return population + offset[row]! + (withGroups ? effects : 0);
}

const all = (of: (row: number, draw: number) => number): number[] =>
  [0, 1, 2].flatMap((row) => Array.from({ length: draws }, (_, draw) => of(row, draw)));

describe("linpred", () => {
  it("is X b + Z r + offset, computed by hand", () => {
    const got = predictionArray(linpredOf(fitted));
    // Sums of a dozen numbers below 50 in another order.
    all(byHand).forEach((value, i) => expect(Math.abs(got[i]! - value)).toBeLessThan(1e-12));
    expect(got).toHaveLength(3 * draws);
  });

  it("leaves group-level terms out when asked to", () => {
    const expected = all((row, draw) => byHand(row, draw, false));
    for (const groups of ["none", []] as const) {
      const got = predictionArray(linpredOf(fitted, { groups }));
      expected.forEach((value, i) => expect(Math.abs(got[i]! - value)).toBeLessThan(1e-12));
    }
    expect(predictionArray(linpredOf(fitted, { groups: ["g"] }))).toEqual(predictionArray(linpredOf(fitted)));
  });

  it("of sigma is its own predictor, on the log scale or transformed", () => {
    const linear = predictionArray(linpredOf(fitted, { parameter: "sigma" }));
    const transformed = predictionArray(linpredOf(fitted, { parameter: "sigma", transform: true }));
    all((row, draw) => {
      const of = (name: string): number => values[name]![draw]!;
      return of("b_sigma_Intercept") + x[0]![row]! * of("b_sigma_x1") + of(`r_g__sigma[${levels[row]},Intercept]`);
    }).forEach((value, i) => {
      expect(Math.abs(linear[i]! - value)).toBeLessThan(1e-12);
      expect(Math.abs(transformed[i]! / Math.exp(value) - 1)).toBeLessThan(1e-12);
    });
  });

  it("uses the coefficient of a formula without centring like any other", () => {
    const plain = predictor({ intercept: "coefficient", names: ["Intercept"], columns: [Float64Array.of(1, 1)] });
    const none = predictor({ intercept: "none" });
    const one = handMade(["gaussian", "identity"], frameOfParts(2, [plain]), { b_Intercept: [3, 4] });
    expect([...predictionArray(linpredOf(one))]).toEqual([3, 4, 3, 4]);
    const zero = handMade(["gaussian", "identity"], frameOfParts(2, [none]), { sigma: [3, 4] });
    expect([...predictionArray(linpredOf(zero))]).toEqual([0, 0, 0, 0]);
  });

  it("takes evenly spaced draws when fewer are asked for", () => {
    const every = predictionArray(linpredOf(fitted));
    const some = predictionArray(linpredOf(fitted, { draws: 10 }));
    for (let row = 0; row < 3; row += 1) {
      for (let k = 0; k < 10; k += 1) expect(some[row * 10 + k]).toBe(every[row * draws + k * 5]);
    }
  });

  it("gives the same numbers whatever the size of a block, in rows that cover the table once", () => {
    const whole = predictionArray(linpredOf(fitted));
    for (const cells of [1, draws, 2 * draws, 1000]) {
      let next = 0;
      for (const block of linpredOf(fitted).blocks(cells)) {
        expect(block.firstRow).toBe(next);
        expect(block.values).toHaveLength(block.rows * draws);
        expect(block.values).toEqual(whole.slice(next * draws, (next + block.rows) * draws));
        next += block.rows;
      }
      expect(next).toBe(3);
    }
  });

  it("of a parameter without a formula needs transform, and then repeats its draws", () => {
    const one = handMade(["gaussian", "identity"], frameOfParts(2, [predictor()]), {
      b_Intercept: [3, 4],
      sigma: [1, 2],
    });
    expect([...predictionArray(linpredOf(one, { parameter: "sigma", transform: true }))]).toEqual([1, 2, 1, 2]);
    expect(() => linpredOf(one, { parameter: "sigma" })).toThrow("sigma has no formula");
  });

  it("refuses what cannot be meant, in a sentence", () => {
    const refused: [object, string][] = [
      [{ parameter: "sgma" }, 'unknown parameter "sgma", did you mean "sigma"; the model has mu, sigma.'],
      [{ transform: "yes" }, 'transform must be true or false; it is "yes".'],
      [{ groups: ["h"] }, 'unknown group "h", did you mean "g"; the model has g.'],
      [{ groups: "g" }, 'groups must be "all", "none" or a list of groups; it is "g".'],
      [{ draws: 51 }, "draws must be a whole number from 1 to 50, the draws of the fit; it is 51."],
      [{ draws: 0 }, "draws must be a whole number from 1 to 50, the draws of the fit; it is 0."],
      [{ newLevels: "zero" }, 'newLevels must be gaussian, population, refuse; it is "zero".'],
      [{ seed: "x" }, 'the seed must be a whole number, such as 1; it is "x".'],
      [{ seed: 1.5 }, "the seed must be a whole number, such as 1; it is 1.5."],
      [{ newData: newRows }, 'linpred has an unknown option "newData", did you mean "newdata"; known are'],
      [{ newdata: 3 }, "newdata is no table: give a table, an array of records, or a record of columns."],
    ];
    for (const [options, message] of refused) expect(() => linpredOf(fitted, options), message).toThrow(message);
  });
});
