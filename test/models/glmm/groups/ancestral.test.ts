import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ancestralOf } from "../../../../models/glmm/groups/ancestral.js";
import { ancestralText } from "../../../../models/glmm/groups/ancestralText.js";
import { structureOf } from "../../../../models/glmm/structures/structureOf.js";
import type { StructureDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";
import type { GroupTerm } from "../../../../models/glmm/Frame.js";
import { stream } from "../../../../engine/random/stream.js";
import { handMade, term } from "./handMade.js";

const reference = JSON.parse(
  readFileSync(new URL("../../../reference/ancestral/ancestral.json", import.meta.url), "utf8"),
) as {
  readonly newick: string;
  readonly tips: string[];
  readonly values: number[];
  readonly sigma2: number;
  /** The root first. */
  readonly nodes: string[];
  /** By ape, whose search ends near the maximum. */
  readonly reml: number[];
  /** By solving the equations of the maximum. */
  readonly mean: number[];
  readonly sds: number[];
};

const treeOf = (text: string): StructureDeclaration => ({ kind: "tree", text, scale: "none", lengths: "given" });

/** A term whose levels are related by what is declared. */
function relatedTerm(name: string, levels: readonly string[], declaration: StructureDeclaration, more = {}): GroupTerm {
  const structure = structureOf("t", declaration);
  const related = { structure, kernel: structure.kernelOf(levels, name) };
  return term(name, levels, [...levels.keys()], undefined, { related, ...more });
}

/** A trait of tips without error: effects are its differences from the intercept's draws. */
function traitFit(intercepts: ArrayLike<number>, sd: number) {
  const { newick, tips, values } = reference;
  const draws = Array.from(intercepts);
  const effects = tips.map((tip, j) => [`r_species[${tip},Intercept]`, draws.map((b) => values[j]! - b)] as const);
  return handMade({
    family: "gaussian",
    link: "identity",
    response: { values },
    groups: [relatedTerm("species", tips, treeOf(newick))],
    draws: { b_Intercept: draws, sd_species__Intercept: draws.map(() => sd), ...Object.fromEntries(effects) },
  });
}

describe("ancestral values", () => {
  const root = reference.mean[0]!;
  const inner = reference.nodes.slice(1);

  it("with the root at its estimate have the means of the quadratic form of branches, and those of ape", () => {
    // With a standard deviation of 0 draws are the conditional means.
    const { rows, origins } = ancestralOf(traitFit([root, root], 0));
    expect(rows.map(({ node }) => node)).toEqual(inner);
    expect(origins.map(({ value }) => value.mean)).toEqual([root]);
    rows.forEach(({ value, effect }, k) => {
      // R printed 15 digits of a solution by elimination.
      expect(Math.abs(value.mean - reference.mean[k + 1]!)).toBeLessThan(1e-11);
      expect(Math.abs(effect.mean + root - value.mean)).toBeLessThan(1e-12);
      // The search of ape stops where its steps no longer pay.
      expect(Math.abs(value.mean - reference.reml[k + 1]!)).toBeLessThan(2e-5);
    });
  });

  it("with all that is not known of the root have its standard errors", () => {
    const draws = 20000;
    const rng = stream("2", "root");
    const intercepts = Array.from({ length: draws }, () => root + reference.sds[0]! * rng.normal());
    const { rows } = ancestralOf(traitFit(intercepts, Math.sqrt(reference.sigma2)));
    rows.forEach(({ value }, k) => {
      const sd = reference.sds[k + 1]!;
      // Five standard errors of a mean and of a standard deviation: wrong by chance once in two million.
      expect(Math.abs(value.mean - reference.mean[k + 1]!)).toBeLessThan((5 * sd) / Math.sqrt(draws));
      expect(Math.abs(value.sd / sd - 1)).toBeLessThan(5 / Math.sqrt(2 * draws));
    });
  });

  it("are those of the draws at levels with data, and at the root the origin, where the effect is 0", () => {
    const fit = traitFit([6, 7, 9], 1);
    const { rows } = ancestralOf(fit, { nodes: ["t7", "anc2", "t7"] });
    expect(rows.map(({ node }) => node)).toEqual(["t7", "anc2"]);
    expect(rows[0]!.value.mean).toBeCloseTo(reference.values[reference.tips.indexOf("t7")]!, 12);
    expect(rows[0]!.value.sd).toBeLessThan(1e-12);
    expect(rows[1]!.value.sd).toBeGreaterThan(0.1);
    const atRoot = ancestralOf(fit, { nodes: ["anc2", "anc1"] });
    const [, origin] = atRoot.rows;
    expect(origin!.effect).toMatchObject({ mean: 0, sd: 0 });
    expect(origin!.value).toEqual(atRoot.origins[0]!.value);
  });

  it("do not depend on the order of nodes, and change with the seed", () => {
    const fit = traitFit([6, 7, 9], 1);
    const one = ancestralOf(fit, { nodes: ["anc3", "anc2"] });
    expect(ancestralOf(fit, { nodes: ["anc3", "anc2"] })).toEqual(one);
    expect(ancestralOf(fit, { nodes: ["anc3", "anc2"], seed: 9 }).rows).not.toEqual(one.rows);
    expect(ancestralOf(fit, { draws: 2 }).draws).toBe(2);
  });

  it("have an intercept's inverse link, and slopes without a population are effects alone", () => {
    const levels = ["a", "b"];
    const columns = { Intercept: undefined, x: [1, 2] };
    const declared = structureOf("t", treeOf("((a:1,b:1)ab:1,c:2);"));
    const related = { structure: declared, kernel: declared.kernelOf(levels, "g") };
    const fit = handMade({
      family: "poisson",
      link: "log",
      response: { values: [1, 2] },
      groups: [term("g.t", levels, [0, 1], columns, { related, grouping: "g", correlated: false })],
      draws: {
        b_Intercept: [1, 1],
        "sd_g.t__Intercept": [0, 0],
        "sd_g.t__x": [0, 0],
        "r_g.t[a,Intercept]": [0.5, 0.5],
        "r_g.t[b,Intercept]": [1, 1],
        "r_g.t[a,x]": [-3, -3],
        "r_g.t[b,x]": [6, 6],
      },
    });
    const answer = ancestralOf(fit, { group: "g.t" });
    const [intercept, slope] = answer.rows;
    // Of a and b, of variance 2 and covariance 1, and of their ancestor with covariance 1 to both: each third counts.
    expect(intercept!.effect.mean).toBeCloseTo(0.5, 12);
    expect(intercept!.natural!.mean).toBeCloseTo(Math.exp(1.5), 12);
    expect(answer.origins[0]!.natural!.mean).toBeCloseTo(Math.E, 12);
    expect(slope!.value).toEqual(slope!.effect);
    expect(slope!.value.mean).toBeCloseTo(1, 12);
    expect(slope!.natural).toBeUndefined();
    const text = ancestralText(answer, { width: 78 });
    expect(text).toMatch(/^g\.t: Intercept; origin 1\.00 /);
    expect(text.split("\n").every((line) => line.length <= 78)).toBe(true);
    expect(text).toMatch(/^ab +0\.50 +1\.50 +0\.00 +1\.50 +1\.50 +4\.48 \[4\.48, 4\.48\]$/m);
  });

  it("are of the animals of a pedigree without data, given the others", () => {
    const declaration = { animals: ["calf"], dams: ["cow"], sires: ["bull"], kind: "pedigree" } as const;
    const levels = ["calf", "bull"];
    const fit = handMade({
      family: "gaussian",
      link: "identity",
      response: { values: [1, 2] },
      groups: [relatedTerm("animal", levels, declaration)],
      draws: {
        b_Intercept: [10, 10],
        sd_animal__Intercept: [0, 0],
        "r_animal[calf,Intercept]": [3, 3],
        "r_animal[bull,Intercept]": [2, 2],
      },
    });
    const { rows } = ancestralOf(fit);
    expect(rows.map(({ node }) => node)).toEqual(["cow"]);
    // calf = (cow + bull)/2 + m with Var(m) = ½: E(cow | calf, bull) = ½ (calf − bull/2) / (¼ + ½).
    expect(rows[0]!.value.mean).toBeCloseTo(10 + (0.5 * 2) / 0.75, 12);
  });

  it("are asked of a group with a structure that has ancestors, by names that it has", () => {
    const plain = handMade({
      family: "gaussian",
      link: "identity",
      response: { values: [1, 2] },
      groups: [term("g", ["a", "b"], [0, 1])],
      draws: { b_Intercept: [1] },
    });
    expect(() => ancestralOf(plain)).toThrow(
      "ancestors are those of a tree or a pedigree, which no group of the model has: write its term as (1 | gr(species, tree = t)).",
    );
    expect(() => ancestralOf(plain, { group: "g" })).toThrow('which the group "g" does not have');
    expect(() => ancestralOf(traitFit([1], 1), { group: "specie" })).toThrow('did you mean "species"');
    expect(() => ancestralOf(traitFit([1], 1), { nodes: ["anc33"] })).toThrow(
      'unknown node "anc33" of the tree t, did you mean "anc3"; correct it, or leave it out.',
    );
    const matrix = {
      kind: "cov",
      names: ["a", "b", "c"],
      values: Float64Array.of(1, 0.5, 0.25, 0.5, 1, 0, 0.25, 0, 1),
    } as const;
    const kinship = { ...plain, frame: { ...plain.frame, groups: [relatedTerm("g", ["a", "b"], matrix)] } };
    expect(() => ancestralOf(kinship)).toThrow(
      "a matrix such as t knows no ancestors: give those of its rows whose values you want with --nodes a,b (in TypeScript `nodes`).",
    );
    expect(() => ancestralOf(kinship, { nodes: ["nobody"] })).toThrow(
      'unknown node "nobody" of the covariance matrix t; correct it',
    );
  });
});
