/** A GLMM with structures: how it is declared, described, and what its groups are called. */
import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../engine/data/table.js";
import type { GlmmDeclaration } from "../../../models/glmm/Declaration.js";
import { describeDesign } from "../../../models/glmm/design/describeDesign.js";
import { glmm, glmmFrom } from "../../../models/glmm/glmm.js";
import { meantGroups } from "../../../models/glmm/meantGroups.js";
import { covariance, tree, type StructureDeclaration } from "../../../models/glmm/structures/index.js";

const t = tree("((a:2,b:2):2,c:4);");
const K = covariance(["a", "b", "c"], [1, 0.5, 0, 0.5, 1, 0, 0, 0, 1]);
const data = tableFromColumns({ y: [1, 2, 4, 3, 5], x: [0, 1, 0, 2, 1], g: ["a", "b", "c", "a", "c"] });
const text = "y ~ x + (1 | g) + (1 + x | gr(g, tree = t)) + (1 | gr(g, cov = K))";
const model = glmm(text, { structures: { t, K } });

describe("a GLMM with structures", () => {
  it("says how the levels of its groups are related, and what was done with the tree", () => {
    const { lines } = model.describe(data);
    expect(lines).toContain("g: 3 levels, Intercept");
    expect(lines).toContain("g.t: 3 levels on the tree t (4 nodes), Intercept, x, correlated");
    expect(lines).toContain("g.K: 3 levels related by the covariance matrix K, Intercept");
    expect(describeDesign(model.encoder(data).frame)).toContain("levels on the tree t (4 nodes): a, b, c");
    expect(lines.filter((line) => line.includes("branch lengths of the tree t are divided by 4"))).toHaveLength(1);
  });

  it("has a prior for each, called by the name of the group", () => {
    const names = (priors: readonly string[]) =>
      glmm(text, { structures: { t, K }, priors })
        .priors(data)
        .flatMap(({ slot, text, source }) => (source === "declared" ? [`${slot.name} ${text}`] : []));
    expect(
      names(["sd[g.t] ~ exponential(1)", "sd[g.t,x] ~ exponential(2)", "cor[g.t] ~ lkj(4)", "sd[g] ~ normal(0, 3)"]),
    ).toEqual([
      "sd_g__Intercept normal(0, 3)",
      "sd_g.t__Intercept exponential(1)",
      "sd_g.t__x exponential(2)",
      "cor_g.t lkj(4)",
    ]);
  });

  it("is sampled centred by the name of the group", () => {
    const centred = glmm(text, { structures: { t, K }, parametrisation: { "g.t": "centred" } });
    expect(centred.encoder(data).frame.groups.map(({ parametrisation }) => parametrisation)).toEqual([
      "auto",
      "centred",
      "auto",
    ]);
  });

  it("takes structures from a Map too, and keeps those given in its declaration", () => {
    const declared = glmm(text, { structures: new Map<string, StructureDeclaration>([["t", t], ["K", K]]) }).declaration; // prettier-ignore
    expect(declared.structures).toEqual([
      ["t", t],
      ["K", K],
    ]);
    expect(declared).toEqual(model.declaration);
    expect(glmmFrom(declared).describe(data)).toEqual(model.describe(data));
  });

  it("without structures is what it was before there were any", () => {
    const { structures, ...before } = glmm("y ~ (1 | g)").declaration;
    expect(structures).toEqual([]);
    expect(glmmFrom(before as GlmmDeclaration).declaration).toEqual({ ...before, structures: [] });
  });

  it("reads neither trees nor matrices as columns", () => {
    expect(model.usedColumns(data)).toEqual(["y", "x", "g"]);
  });
});

describe("mistakes in structures", () => {
  const refused = (...args: Parameters<typeof glmm>) => {
    expect(() => glmm(...args).priors(data)).toThrow();
    try {
      glmm(...args).priors(data);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("are met before any data are read, where a formula and structures do not go together", () => {
    expect(() => glmm("y ~ (1 | gr(g, tree = t))")).toThrow(/no tree t is given/);
    expect(() => glmm("y ~ (1 | g)", { structures: { t } })).toThrow(/the tree t is given, but no formula names it/);
    expect(() => glmm("y ~ (1 | g) + (1 | gr(g, tree = t)) + (1 | g.t)", { structures: { t } })).toThrow(
      /both be named "g.t"/,
    );
  });

  it("are values that no constructor made", () => {
    const wrong = (structures: unknown) => () => glmm(text, { structures: structures as never });
    expect(wrong({ t: "((a,b),c);", K })).toThrow(/the structure "t" must be made by tree\(\), covariance\(\)/);
    expect(wrong({ t, K: null })).toThrow(/the structure "K" must be made by/);
    expect(wrong([t])).toThrow(/structures must be given by name/);
    expect(wrong("t")).toThrow(/structures must be given by name/);
  });

  it("are priors and parametrisations of a group that is called otherwise, with its name", () => {
    const two = "y ~ (1 | gr(g, tree = t)) + (1 | gr(g, cov = K))";
    const structures = { t, K };
    expect(refused(two, { structures, priors: ["sd[g] ~ exponential(1)"] })).toMatch(
      /no group "g"; did you mean "g.t" or "g.K"\?$/,
    );
    expect(refused(two, { structures, priors: ["sd[g.k] ~ exponential(1)"] })).toMatch(/did you mean "g.K"\?$/);
    expect(refused("y ~ (1 | gr(g, tree = t))", { structures: { t }, priors: ["sd[g.t] ~ exponential(1)"] })).toMatch(
      /there is no group "g.t"; did you mean "g"\?$/,
    );
    expect(refused(two, { structures, parametrisation: { g: "centred" } })).toMatch(
      /is given for the group "g", but there is none: did you mean "g.t" or "g.K"\?$/,
    );
  });
});

it("meantGroups knows groups by their columns, by their structures, and by what is near", () => {
  const { groups } = glmm("y ~ (1 | gr(g, tree = t)) + (1 | gr(g, cov = K)) + (1 | x)", {
    structures: { t, K },
  }).encoder(data).frame;
  expect(meantGroups("g", groups)).toEqual(["g.t", "g.K"]);
  expect(meantGroups("g.T", groups)).toEqual(["g.t"]);
  expect(meantGroups("nothing like it", groups)).toEqual([]);
});
