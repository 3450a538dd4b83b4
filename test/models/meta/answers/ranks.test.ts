import { describe, expect, it } from "vitest";
import { ranks } from "../../../../models/meta/answers/ranks.js";
import { madeFit, madeNetwork, normals } from "./madeNetwork.js";

const network = madeNetwork(["A", "B", "C"], []);
// Orders with higher better: CBA, BCA, CAB, BAC.
const fitted = madeFit(network, { "d[B]": [1, 2, -1, 3], "d[C]": [2, 1, 1, -4] });

describe("ranks", () => {
  it("gives probabilities, cumulative probabilities, mean and median ranks and SUCRA by treatment", () => {
    const table = ranks(fitted, { better: "higher" });
    expect(table.probability).toEqual([[0, 0.5, 0.5], [0.5, 0.25, 0.25], [0.5, 0.25, 0.25]]); // prettier-ignore
    expect(table.cumulative[1]).toEqual([0.5, 0.75, 1]);
    expect(table.rank.map(({ mean }) => mean)).toEqual([2.5, 1.75, 1.75]);
    expect(table.rank.map(({ q50 }) => q50)).toEqual([2.5, 1.5, 1.5]);
    expect(table.sucra).toEqual([0.25, 0.625, 0.625]);
    expect(table.sucra_summary.map(({ mean }) => mean)).toEqual(table.sucra);
    expect(table.best).toEqual([0, 0.5, 0.5]);
    expect(table.superior[1]).toEqual([0.75, 0, 0.5]);
  });

  it("of a decision set ranks its treatments only", () => {
    const table = ranks(fitted, { better: "higher", treatments: ["C", "A"] });
    expect(table.treatments).toEqual(["C", "A"]);
    expect(table.probability).toEqual([[0.75, 0.25], [0.25, 0.75]]); // prettier-ignore
  });

  it("beyond a minimally important difference lets treatments within it share their ranks", () => {
    // Higher is better, mid 1.5. Draw 1: A 0, B 1, C 2: only C outranks A.
    const one = ranks(madeFit(network, { "d[B]": [1], "d[C]": [2] }), { better: "higher", mid: 1.5 }).beyond_mid!;
    expect(one.beyond).toEqual([[0, 0, 0], [0, 0, 0], [1, 0, 0]]); // prettier-ignore
    // A: one ahead, level with B; B: level with both; C: none ahead, level with B.
    expect(one.rank.map(({ mean }) => mean)).toEqual([2.5, 2, 1.5]);
    expect(one.probability).toEqual([[0, 0.5, 0.5], [1 / 3, 1 / 3, 1 / 3], [0.5, 0.5, 0]]); // prettier-ignore
  });

  it("has SUCRA of mean one half, beyond a difference too", () => {
    const table = ranks(fitted, { better: "lower", mid: 1.5 });
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(table.sucra)).toBeCloseTo(0.5, 14);
    expect(mean(table.beyond_mid!.sucra)).toBeCloseTo(0.5, 14);
  });

  it("has a Monte Carlo error of the size that independent draws give", () => {
    const draws = normals(4000, "5");
    const [, error] = ranks(madeFit(madeNetwork(["A", "B"], []), { "d[B]": draws }), { better: "higher" }).sucra_mcse;
    // √(¼/4000) = 0.0079; from 63 batch means the error has an error of √(1/124), 9 %.
    expect(error).toBeGreaterThan(0.0055);
    expect(error).toBeLessThan(0.0103);
  });

  it("refuses unknown and doubled treatments, one treatment, and a difference that is none", () => {
    expect(() => ranks(fitted, { better: "lower", treatments: ["A", "b"] })).toThrow('did you mean "B"?');
    expect(() => ranks(fitted, { better: "lower", treatments: ["A", "A"] })).toThrow('lists "A" twice');
    expect(() => ranks(fitted, { better: "lower", treatments: ["A"] })).toThrow("at least two treatments");
    expect(() => ranks(fitted, { better: "lower", mid: 0 })).toThrow("must be a number above 0");
  });
});
