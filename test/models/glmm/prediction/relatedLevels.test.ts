import { describe, expect, it } from "vitest";
import { linpredOf } from "../../../../models/glmm/prediction/linpred.js";
import { predictionArray } from "../../../../models/glmm/prediction/predictionArray.js";
import { relatedEffects, type RelatedTerm } from "../../../../models/glmm/prediction/relatedEffects.js";
import { structureOf } from "../../../../models/glmm/structures/structureOf.js";
import { selectDraws } from "../../../../models/glmm/prediction/drawSelection.js";
import type { Table } from "../../../../engine/core/Table.js";
import type { FittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import type { Descent } from "../../../../models/glmm/structures/Descent.js";
import { around, constant, frameOfParts, group, handMade, momentsOf, predictor } from "./handMade.js";
import { structureAt } from "./kernels.js";

const newdata: Table = { rows: 0, columns: new Map() };

/**
 * ((a:.5,s:.5,s2:.5)p:.5,(b:.25,b2:0)q:.75): effects have variance 1 at all tips; a, s and s2 share half of the way, b2 is b.
 */
const tree: Descent = {
  nodes: 6,
  parents: Int32Array.of(-1, 0, 0, 0, -1, 4),
  parentsPerNode: 1,
  variance: Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.75, 0.25),
};
const nodes = ["p", "a", "s", "s2", "q", "b"];
const levels = ["a", "b"];
const structure = structureAt(tree, nodes, ["p", "q"]);
const related = { structure, kernel: structure.kernelOf(levels, "g") };

/** A fit whose two fitted levels have the effects 3 and −1 in every draw, asked about rows of new levels. */
function fitOf(
  newLevels: readonly string[],
  index: readonly number[],
  draws: number,
  varied = false,
  by = related,
): FittedGlmm {
  const term = group({ levels, related: by, newLevels, index: Int32Array.from(index) });
  const frame = frameOfParts(index.length, [predictor()], [term]);
  return handMade(["gaussian", "identity"], frame, {
    b_Intercept: constant(10, draws),
    sd_g__Intercept: varied ? around(2, 0.1, draws, "sd") : constant(2, draws),
    "r_g[a,Intercept]": varied ? around(3, 1, draws, "a") : constant(3, draws),
    "r_g[b,Intercept]": varied ? around(-1, 1, draws, "b") : constant(-1, draws),
  });
}

const rowsOf = (values: Float64Array, rows: number): Float64Array[] =>
  Array.from({ length: rows }, (_, row) =>
    values.slice((row * values.length) / rows, ((row + 1) * values.length) / rows),
  );

const ask = (fitted: FittedGlmm, options = {}): Float64Array[] =>
  rowsOf(predictionArray(linpredOf(fitted, { newdata, ...options })), fitted.frame.rows);

function covariance(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [momentsOf(a).mean, momentsOf(b).mean];
  return a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0) / (a.length - 1);
}

describe("new levels of a structure", () => {
  it("have the mean and covariance of their place given their relatives, and sisters share what they have in common", () => {
    const draws = 40000;
    const [s, s2] = ask(fitOf(["s", "s2"], [-1, -2], draws));
    // Given a, the node p above it has mean ½ 3 and variance 4 (½ − ¼) = 1; each sister adds 4 · ½ of its own.
    const [mean, variance, shared] = [10 + 1.5, 3, 1];
    for (const effects of [s!, s2!]) {
      const moments = momentsOf(effects);
      // Five standard errors: wrong by chance once in two million.
      expect(Math.abs(moments.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / draws));
      expect(Math.abs(moments.variance / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    }
    const error = Math.sqrt((variance * variance + shared * shared) / draws);
    expect(Math.abs(covariance(s!, s2!) - shared)).toBeLessThan(5 * error);
  });

  it("at the node of a fitted level have exactly its effects, and so do two names of one node", () => {
    const twins = {
      ...structure,
      names: [...structure.names, "a'", "s'"],
      kernelOf: (names: readonly string[]) => structure.kernelOf(names.map(namesake), "g"),
    };
    const term = group({
      levels,
      related: { ...related, structure: twins },
      newLevels: ["a'", "s", "s'"],
      index: Int32Array.of(-1, -2, -3, 0),
    });
    const fitted = handMade(["gaussian", "identity"], frameOfParts(4, [predictor({ intercept: "none" })], [term]), {
      sd_g__Intercept: constant(2, 50),
      "r_g[a,Intercept]": around(3, 1, 50, "a"),
      "r_g[b,Intercept]": around(-1, 1, 50, "b"),
    });
    const [twin, sister, sisterTwin, a] = ask(fitted);
    expect(twin).toEqual(a);
    expect(sisterTwin).toEqual(sister);
    expect(sister).not.toEqual(a);
  });

  it("at the root of a tree have the effect 0 in every draw, and change nothing of the others", () => {
    const declared = structureOf("t", {
      kind: "tree",
      text: "((a:1,s:1):1,b:2,z:0);",
      scale: "none",
      lengths: "given",
    });
    const own = { structure: declared, kernel: declared.kernelOf(levels, "g") };
    const fitAt = (newLevels: readonly string[], index: readonly number[]) => fitOf(newLevels, index, 60, true, own);
    const [z, s] = ask(fitAt(["z", "s"], [-1, -2]));
    expect(z!.every((value) => value === 10)).toBe(true);
    expect(s).toEqual(ask(fitAt(["s"], [-1]))[0]);
    expect(ask(fitAt(["z"], [-1, 0]))[0]).toEqual(z);
  });

  it("are the same in any order of rows, block, thinning or question with the same seed and new levels", () => {
    const [s, s2, a] = ask(fitOf(["s", "s2"], [-1, -2, 0], 400, true));
    const other = fitOf(["s", "s2"], [0, -2, -1, -2], 400, true);
    expect(ask(other)).toEqual([a, s2, s, s2]);
    expect(ask(other, { draws: 100 })).toEqual([a, s2, s, s2].map((row) => row!.filter((_, draw) => draw % 4 === 0)));
    for (const { firstRow, values } of linpredOf(other, { newdata }).blocks(1)) {
      expect(values).toEqual([a, s2, s, s2][firstRow]);
    }
    expect(ask(other, { seed: "8" })[1]).not.toEqual(s2);
  });

  it("are the same where only a few are kept at a time, whatever the order in which they are asked for", () => {
    const fitted = fitOf(["s", "s2"], [0], 60, true);
    const term = fitted.frame.groups[0] as RelatedTerm;
    const options = { seed: "5", purpose: "test" };
    const places = ["s", "s2", "p", "q"];
    const whole = relatedEffects(term, places, selectDraws(fitted, undefined), options);
    const all = places.map((_, place) => whole(place)[0]!.slice());
    for (const order of [Int32Array.of(0, 1, 2, 3), Int32Array.of(2, 0, 3, 1)]) {
      const parts = relatedEffects(term, places, selectDraws(fitted, undefined), { ...options, order, cells: 150 });
      for (const place of [3, 0, 2, 1, 3]) expect(parts(place)[0]).toEqual(all[place]);
    }
  });

  it("have slopes that correlate as the draw's correlation says, on top of what relatives tell of each", () => {
    const draws = 40000;
    const coefficients = ["Intercept", "x1"];
    const term = group({
      levels,
      related,
      coefficients,
      columns: [Float64Array.of(1, 0), Float64Array.of(0, 1)],
      newLevels: ["s"],
      index: Int32Array.of(-1, -1),
    });
    const fitted = handMade(["gaussian", "identity"], frameOfParts(2, [predictor({ intercept: "none" })], [term]), {
      sd_g__Intercept: constant(2, draws),
      sd_g__x1: constant(0.5, draws),
      cor_g__Intercept__x1: constant(-0.6, draws),
      "r_g[a,Intercept]": constant(3, draws),
      "r_g[b,Intercept]": constant(-1, draws),
      "r_g[a,x1]": constant(-8, draws),
      "r_g[b,x1]": constant(5, draws),
    });
    const [intercept, slope] = ask(fitted);
    // ½ of a's effects; of the unit variance 1 − ¼ is left.
    expect(Math.abs(momentsOf(intercept!).mean - 1.5)).toBeLessThan(5 * Math.sqrt(3 / draws));
    expect(Math.abs(momentsOf(slope!).mean + 4)).toBeLessThan(5 * Math.sqrt(0.1875 / draws));
    expect(Math.abs(momentsOf(slope!).variance / 0.1875 - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    const expected = -0.6 * 2 * 0.5 * 0.75;
    const error = Math.sqrt((3 * 0.1875 + expected * expected) / draws);
    expect(Math.abs(covariance(intercept!, slope!) - expected)).toBeLessThan(5 * error);
  });

  it("get 0 as the population, whatever their relatives have, and are refused where the structure lacks them", () => {
    expect(ask(fitOf(["s"], [-1], 20), { newLevels: "population" })).toEqual([constant(10, 20)]);
    expect(() => linpredOf(fitOf(["nobody"], [-1], 20), { newdata })).toThrow('"g" is not in the tree t: "nobody"');
    expect(ask(fitOf(["nobody"], [-1], 20), { newLevels: "population" })).toEqual([constant(10, 20)]);
    expect(() => linpredOf(fitOf(["s"], [-1], 20), { newdata, newLevels: "refuse" })).toThrow(
      'the level "s" of "g", of the tree t, was not fitted: take --new-levels gaussian or population (in TypeScript `newLevels`).',
    );
  });
});

const namesake = (name: string): string => name.replace("'", "");
