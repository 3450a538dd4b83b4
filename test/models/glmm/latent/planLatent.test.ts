import { describe, expect, it } from "vitest";
import type { Table } from "../../../../engine/core/Table.js";
import type { GeometryOptions } from "../../../../engine/core/Model.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { families } from "../../../../models/glmm/families/families.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { planLatent } from "../../../../models/glmm/latent/planLatent.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { whole } from "./randomGaussian.js";

const every: GeometryOptions = { integrate: true, centre: true, whiten: true };

/** Rows in groups: `inner` lies within `outer`, `other` crosses both at random. */
function tableOf(rows: number, { outer = 5, inner = 20, other = 8 } = {}): Table {
  const rng = testRng(1);
  const numbers = (of: (row: number) => number) => Array.from({ length: rows }, (_, row) => of(row));
  const named = (of: (row: number) => number) => numbers(of).map((level) => `l${level}`);
  return tableFromColumns({
    y: numbers(() => 250 + 50 * rng.normal()),
    count: numbers(() => whole(rng, 6)),
    x: numbers(() => rng.normal()),
    inner: named((row) => row % inner),
    outer: named((row) => (row % inner) % outer),
    other: named(() => whole(rng, other)),
  });
}

/** Groups of what is integrated out, with the coefficients that go with it, and groups of each sampled block. */
function planOf(formula: string, table: Table, options: GlmmOptions = {}, geometry = every) {
  const model = glmm(formula, options);
  const { frame } = model.encoder(table);
  const [family, link] = [families.get(model.family.name)!, linkOf(model.family.link)];
  const plan = planLatent({ frame, family, link, priors: model.priors(table) }, geometry);
  const groups = (places: readonly number[]) => places.map((place) => frame.groups[place]!.group);
  const { integrated, conditioned } = plan;
  return {
    integrated: integrated && {
      groups: groups(integrated.places),
      intercept: integrated.intercept,
      coefficients: integrated.coefficients,
      sparse: integrated.factor !== undefined,
    },
    conditioned: conditioned.map(({ places, factor }) => ({ groups: groups(places), sparse: factor !== undefined })),
  };
}

const priors = ["Intercept ~ normal(250, 100)", "b ~ normal(0, 50)"];

describe("planLatent", () => {
  const small = tableOf(180);

  it("integrates sloped effects out with the coefficients whose priors are normal", () => {
    expect(planOf("y ~ x + (x | inner)", small, { priors })).toEqual({
      integrated: { groups: ["inner"], intercept: true, coefficients: true, sparse: true },
      conditioned: [],
    });
  });

  it("leaves an intercept with another prior to the sampler, as the default is, and all coefficients when one has", () => {
    expect(planOf("y ~ x + (x | inner)", small).integrated).toMatchObject({ intercept: false, coefficients: true });
    const one = { priors: [...priors, "b[x] ~ student_t(3, 0, 50)"] };
    expect(planOf("y ~ x + I(x^2) + (1 | inner)", small, one).integrated).toMatchObject({
      intercept: true,
      coefficients: false,
    });
  });

  it("factorises levels side by side where nothing ties them together", () => {
    expect(planOf("y ~ 1 + (x | inner)", small)).toEqual({
      integrated: { groups: ["inner"], intercept: false, coefficients: false, sparse: false },
      conditioned: [],
    });
    expect(planOf("count ~ x + (x | inner)", small, { family: "poisson" }).conditioned).toEqual([
      { groups: ["inner"], sparse: false },
    ]);
  });

  it("takes nested terms together, in either use", () => {
    expect(planOf("y ~ (1 | outer/inner)", small).integrated!.groups).toEqual(["outer", "outer:inner"]);
    const counts = planOf("count ~ (1 | outer/inner)", small, { family: "poisson" });
    expect(counts.integrated).toBeUndefined();
    expect(counts.conditioned).toEqual([{ groups: ["outer", "outer:inner"], sparse: true }]);
  });

  it("conditions on the data what it would cost too much to integrate out, and no more than one factor is worth", () => {
    const large = tableOf(1500, { inner: 400, other: 400 });
    const { integrated, conditioned } = planOf("y ~ x + (1 | inner) + (1 | other)", large, { priors });
    expect(integrated!.groups).toHaveLength(1);
    expect([...integrated!.groups, ...conditioned.flatMap(({ groups }) => groups)].sort()).toEqual(["inner", "other"]);
    const counts = planOf("count ~ x + (1 | inner) + (1 | other)", large, { family: "poisson" });
    expect(counts.conditioned.map(({ groups }) => groups.length)).toEqual([1, 1]);
  });

  it("integrates nothing out under another link or family", () => {
    expect(planOf("y ~ x + (1 | inner)", small, { family: "gaussian(log)" }).integrated).toBeUndefined();
    expect(planOf("y ~ x + (1 | inner)", small, { family: "student" }).integrated).toBeUndefined();
  });

  it("leaves alone what a person parametrised, effects of other parameters, and what is switched off", () => {
    for (const parametrisation of ["centred", "noncentred"] as const) {
      expect(planOf("y ~ x + (1 | inner)", small, { parametrisation })).toEqual({ conditioned: [] });
    }
    const mixed = planOf("y ~ (1 | inner) + (1 | other)", small, { parametrisation: { other: "centred" } });
    expect(mixed.integrated!.groups).toEqual(["inner"]);
    expect(mixed.conditioned).toEqual([]);
    expect(planOf("y ~ x", small)).toEqual({ conditioned: [] });
    const centred = planOf("y ~ x + (1 | inner)", small, {}, { centre: true });
    expect(centred).toEqual({ conditioned: [{ groups: ["inner"], sparse: false }] });
    expect(planOf("y ~ x + (1 | inner)", small, {}, {})).toEqual({ conditioned: [] });
  });

  it("has pairs of levels for every pair of terms in a block, and a factor of all its effects", () => {
    const model = glmm("y ~ x + (1 | inner) + (x | other)", { priors });
    const { frame } = model.encoder(small);
    const context = { frame, family: families.get("gaussian")!, link: linkOf("identity"), priors: model.priors(small) };
    const { integrated } = planLatent(context, every);
    expect(integrated!.pairs.map(({ first, second }) => [first, second])).toEqual([[0, 1]]);
    expect(integrated!.factor!.size).toBe(2 + 20 + 2 * 8);
  });
});
