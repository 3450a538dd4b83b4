import { describe, expect, it } from "vitest";
import { league } from "../../../../models/meta/answers/league.js";
import { relativeEffect, relativeEffects } from "../../../../models/meta/answers/relativeEffects.js";
import { madeFit, madeNetwork } from "./madeNetwork.js";

const network = madeNetwork(["A", "B", "C"], []);
const fitted = madeFit(network, { "d[B]": [1, 2, 3], "d[C]": [3, 3, 6] });
const unrelated = madeFit(network, { "d[A,B]": [1, 2, 3], "d[B,C]": [0, 1, 5] }, { model: "ume" });

describe("relativeEffects", () => {
  it("are of all ordered pairs, to minus from", () => {
    const pairs = relativeEffects(fitted);
    expect(pairs.map(({ from, to, mean }) => `${from}${to} ${mean}`)).toEqual([
      "AB 2", "AC 4", "BA -2", "BC 2", "CA -4", "CB -2",
    ]); // prettier-ignore
  });

  it("against another reference are differences of draws", () => {
    const pairs = relativeEffects(fitted, { reference: "B", treatments: ["A", "B"] });
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({ from: "B", to: "A", mean: -2, q50: -2 });
  });

  it("of unrelated mean effects are those with direct evidence, either way round", () => {
    const pairs = relativeEffects(unrelated);
    expect(pairs.map(({ from, to, mean }) => `${from}${to} ${mean}`)).toEqual(["AB 2", "BA -2", "BC 2", "CB -2"]);
    expect(() => relativeEffect(unrelated, "A", "C")).toThrow('no effect of "C" against "A"');
    expect(() => relativeEffects(unrelated, { at: new Map([["x", 1]]) })).toThrow("leave their values out");
  });
});

describe("league", () => {
  it("compares the treatment of the row with that of the column, and says so", () => {
    const table = league(fitted, { treatments: ["C", "A"] });
    expect(table.treatments).toEqual(["C", "A"]);
    expect(table.cells[0]![0]).toBeNull();
    expect(table.cells[0]![1]!.effect.mean).toBe(4);
    expect(table.cells[1]![0]!.effect.mean).toBe(-4);
    expect(table.cells[0]![1]!.ratio!.q50).toBeCloseTo(Math.exp(3), 12);
    expect(table.orientation).toBe(
      "Each cell compares the treatment of its row with the treatment of its column: an odds ratio above 1 (log odds ratio above 0) means more in the row's treatment.",
    );
  });

  it("has no ratio of mean differences, and no cell where unrelated mean effects have no evidence", () => {
    const means = madeFit(madeNetwork(["A", "B"], [], "normal-identity"), { "d[B]": [1, 2] });
    expect(league(means).cells[1]![0]!.ratio).toBeNull();
    expect(league(means).ratio).toBeNull();
    expect(league(unrelated).cells[2]![0]).toBeNull();
  });
});
