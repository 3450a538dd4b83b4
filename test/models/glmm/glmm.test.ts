/** Whole models: the graph's log density against one written with the reported draws, gradients against central differences. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { load } from "../../../engine/compiler/load.js";
import { allPasses } from "../../../engine/compiler/optimise.js";
import type { TracedModel } from "../../../engine/core/Model.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { families } from "../../../models/glmm/families/families.js";
import type { LawInputs } from "../../../models/glmm/Family.js";
import type { Frame, GroupTerm } from "../../../models/glmm/Frame.js";
import { glmm, type GlmmModel, type GlmmOptions } from "../../../models/glmm/glmm.js";
import { linkOf } from "../../../models/glmm/links.js";
import { scattered } from "../../support/models.js";

beforeAll(async () => void (await loadTensorflow()));

const rows = 24;
const u = scattered(6 * rows, 3);
const pick = <T>(values: readonly T[], at: number) =>
  Array.from({ length: rows }, (_, i) => values[Math.floor(values.length * u[at * rows + i]!)]!);
const number = (at: number, scale = 1) => Array.from({ length: rows }, (_, i) => scale * (2 * u[at * rows + i]! - 1));
const table = tableFromColumns({
  x: number(0),
  z: number(1, 3),
  g: pick(["a", "b", "c", "d e"], 2),
  h: pick([10, 9, 30], 3),
  f: pick(["lo", "mid", "hi"], 4),
  y: number(5, 20),
  positive: number(5).map((value) => 2 + value),
  unit: number(5).map((value) => 0.5 + 0.4 * value),
  count: number(5).map((value) => Math.floor(4 + 4 * value)),
  binary: number(5).map((value) => (value > 0 ? 1 : 0)),
  n: Array.from({ length: rows }, (_, i) => 8 + (i % 3)),
  s: number(1).map((value) => 1.5 + value),
});

const cases: readonly (readonly [formula: string | readonly string[], options?: GlmmOptions])[] = [
  ["y ~ x"],
  ["y ~ 1"],
  ["y ~ 0 + f + x"],
  ["y ~ 0 + Intercept + x"],
  ["y ~ x * f + offset(z / 2) + (1 | g)"],
  ["y ~ x + (x | g)"],
  ["y ~ x + (x | g)", { parametrisation: "centred" }],
  ["y ~ x + (x + z | g) + (1 | h)", { parametrisation: { g: "centred" } }],
  ["y ~ x + (x || g)", { priors: ["sd[g,x] ~ exponential(1)", "sd ~ normal(0, 2)"] }],
  ["y ~ within(x | g) + between(x | g) + (1 | g/h)"],
  ["y | se(s) ~ 1 + (1 | g)", { priors: ["Intercept ~ normal(0, 5)", "sd ~ cauchy(0, 5)"] }],
  ["y | se(s, sigma = TRUE) ~ x"],
  [["y | se(s, sigma = TRUE) ~ x", "sigma ~ z"]],
  ["y ~ x + (x | g)", { priors: ["sigma ~ uniform(0, 50)", "sd ~ uniform(-1, 20)", "sd[g,x] ~ beta(2, 2)"] }],
  [["y ~ x + (1 | g)", "sigma ~ z + (1 | g)"]],
  ["y ~ poly(z, 2) + I(x^2)", { priors: "brms" }],
  ["y ~ x", { family: "gaussian(log)" }],
  ["y ~ x + (1 | g)", { family: "student" }],
  ["binary ~ x + (x | g)", { family: "bernoulli" }],
  ["binary ~ x + (1 | g)", { family: "bernoulli(probit)" }],
  ["count | trials(n) ~ x + (1 | g)", { family: "binomial(cloglog)" }],
  ["count | trials(n) ~ f", { family: "binomial", factors: { f: ["mid", "lo", "hi"] } }],
  ["count | rate(s) ~ x + (1 | g) + (1 | h)", { family: "poisson" }],
  ["count ~ x + (1 | g)", { family: "negbinomial" }],
  ["count | rate(s) ~ x", { family: "negbinomial" }],
  [["count ~ x", "shape ~ f"], { family: "negbinomial" }],
  ["positive ~ x + (1 | g)", { family: "gamma(log)" }],
  ["positive ~ x", { family: "lognormal" }],
  ["unit ~ x + (1 | g)", { family: "beta" }],
  ["y | weights(n, precision) ~ x + (1 | g)"],
  [["y | weights(n, precision) ~ x", "sigma ~ z"], { family: "student" }],
  ["y | se(s, sigma = TRUE) + weights(n, precision) ~ x"],
  ["positive | weights(n - 7, precision) ~ x", { family: "lognormal" }],
  ["y | se(s) + weights(n, frequency) ~ x"],
  ["count | trials(n) + weights(s, frequency) ~ x + (1 | g)", { family: "binomial" }],
  ["count | weights(s, sampling) ~ x + (1 | g)", { family: "negbinomial" }],
];

/** Draws by name, at a position. */
interface At {
  readonly draws: ReadonlyMap<string, number>;
  readonly logLikelihood: Float64Array;
  readonly logPrior: Float64Array;
  readonly logDensity: number;
}

function at({ graph, names }: TracedModel, position: Float64Array): At {
  const plain = interpret(graph);
  const constrained = plain.output("constrained", position);
  return {
    draws: new Map(names.map((name, i) => [name, constrained[i]!])),
    logLikelihood: plain.output("logLikelihood", position),
    logPrior: plain.output("logPrior", position),
    logDensity: plain.evaluate(position, new Float64Array(position.length)),
  };
}

const ofParameter = (parameter: string, name: string) => (parameter === "mu" ? name : `${parameter}_${name}`);

/** The linear predictor of a row from the draws as they are reported: uncentred intercept, effects by their names. */
function linearPredictor(frame: Frame, parameter: string, row: number, draws: At["draws"]): number {
  const { names, columns, intercept, offset } = frame.predictors.find((one) => one.parameter === parameter)!;
  let eta = offset?.[row] ?? 0;
  if (intercept === "centred") eta += draws.get(`b_${ofParameter(parameter, "Intercept")}`)!;
  names.forEach((name, k) => (eta += draws.get(`b_${name}`)! * columns[k]![row]!));
  for (const term of frame.groups.filter((one) => one.parameter === parameter)) {
    term.coefficients.forEach((coefficient, k) => {
      eta += draws.get(effectName(term, row, coefficient))! * (term.columns[k]?.[row] ?? 1);
    });
  }
  return eta;
}

function effectName({ group, parameter, levels, index }: GroupTerm, row: number, coefficient: string): string {
  const level = levels[index[row]!]!.replace(" ", ".");
  return `r_${group}${parameter === "mu" ? "" : `__${parameter}`}[${level},${coefficient}]`;
}

function rowLogLikelihood(model: GlmmModel, frame: Frame, row: number, draws: At["draws"]): number {
  const family = families.get(model.family.name)!;
  const link = linkOf(model.family.link);
  const { trials, rate, se, weights, values } = frame.response!;
  const isPrecision = weights?.meaning === "precision";
  const inputs: Record<string, number> = { eta: linearPredictor(frame, "mu", row, draws) };
  for (const { name, link: auxiliaryLink } of family.auxiliaries) {
    const hasFormula = frame.predictors.some(({ parameter }) => parameter === name);
    const value = hasFormula
      ? (linkOf(auxiliaryLink!).inverse(linearPredictor(frame, name, row, draws)) as number)
      : draws.get(name);
    if (value !== undefined) inputs[name] = value;
  }
  if (isPrecision) inputs["sigma"]! /= Math.sqrt(weights.values[row]!);
  if (se) inputs["sigma"] = Math.hypot(se.values[row]!, se.sigma ? inputs["sigma"]! : 0);
  if (trials) inputs["trials"] = trials[row]!;
  if (rate) inputs["rate"] = rate[row]!;
  const given = inputs as unknown as LawInputs<number>;
  const logDensity = family.law(link).logDensity(values[row]!, family.values(given, link)) as number;
  return weights && !isPrecision ? weights.values[row]! * logDensity : logDensity;
}

describe.each(
  cases.map(([formula, options = {}]) => ({ formula, options, title: JSON.stringify([formula, options]) })),
)("$title", ({ formula, options }) => {
  const model = glmm(formula as string, options);

  it("reports draws that give the likelihood of every row, and a prior density for each parameter", () => {
    const traced = model.trace(table);
    const { frame } = model.encoder(table);
    for (const seed of [1, 2]) {
      const position = Float64Array.from(scattered(traced.dimension, seed), (v) => 1.4 * v - 0.7);
      const { draws, logLikelihood, logPrior } = at(traced, position);
      const expected = Array.from({ length: rows }, (_, row) => rowLogLikelihood(model, frame, row, draws));
      expected.forEach((value, row) => {
        if (Number.isFinite(value)) expect(logLikelihood[row]).toBeCloseTo(value, 9);
        else expect(logLikelihood[row]).toBe(value);
      });
      const population = model
        .priors(table)
        .filter(({ slot }) => slot.class === "b" || slot.class === "sd" || slot.name === "sigma");
      const ofBlocks = traced.blocks.flatMap(({ name }, i) => (/^(b_|sd_|sigma$)/.test(name) ? [logPrior[i]!] : []));
      const sum = population.reduce(
        (total, { slot, distribution }) => total + (distribution.logDensity(draws.get(slot.name)!) as number),
        0,
      );
      expect(ofBlocks.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 9);
    }
  });

  it("is the same compiled with all passes and with none, with the gradient of central differences", () => {
    const traced = model.trace(table);
    const position = Float64Array.from(scattered(traced.dimension, 5), (v) => v - 0.5);
    const oracle = interpret(traced.graph);
    const scratch = new Float64Array(traced.dimension);
    const value = oracle.evaluate(position, scratch);
    expect(Number.isFinite(value)).toBe(true);
    for (const passes of [allPasses, new Set<never>()]) {
      const compiled = load(compile(traced.graph, traced.names, passes));
      const gradient = new Float64Array(traced.dimension);
      expect(compiled.evaluate(position, gradient)).toBeCloseTo(value, 8);
      const largest = gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
      gradient.forEach((slope, i) => {
        const step = 1e-5;
        const moved = (by: number) => oracle.evaluate(position.with(i, position[i]! + by), scratch);
        expect(Math.abs((moved(step) - moved(-step)) / (2 * step) - slope)).toBeLessThan(1e-6 * largest);
      });
    }
  });
});

describe("a GLMM", () => {
  it("names its draws as brms does, in the order in which people read them", () => {
    const { names } = glmm("y ~ x + f + (x | g) + (1 | g:h)").trace(table);
    const group = names.filter((name) => name.startsWith("r_"));
    expect(names.filter((name) => !group.includes(name))).toEqual([
      ...["b_Intercept", "b_x", "b_flo", "b_fmid"],
      ...["sd_g__Intercept", "sd_g__x", "sd_g:h__Intercept", "cor_g__Intercept__x", "sigma"],
    ]);
    expect(group.slice(0, 5)).toEqual([
      "r_g[a,Intercept]",
      "r_g[b,Intercept]",
      "r_g[c,Intercept]",
      "r_g[d.e,Intercept]",
      "r_g[a,x]",
    ]);
    expect(group.some((name) => /^r_g:h\[d\.e_\d+,Intercept\]$/.test(name))).toBe(true);
    expect(names.indexOf(group[0]!)).toBe(9);
  });

  it("has the same posterior centred and not: densities differ by the volume of the effects", () => {
    const [centred, not] = (["centred", "noncentred"] as const).map((parametrisation) =>
      glmm("y ~ 1 + (x | g)", { parametrisation }).trace(table),
    ) as [TracedModel, TracedModel];
    const position = Float64Array.from(scattered(not.dimension, 9), (v) => v - 0.5);
    const reported = at(not, position);
    const block = centred.blocks.find(({ name }) => name.startsWith("effects"))!;
    const moved = position.slice();
    not.names
      .filter((name) => name.startsWith("r_"))
      .forEach((name, i) => (moved[block.offset + i] = reported.draws.get(name)!));
    const same = at(centred, moved);
    for (const [name, value] of reported.draws) expect(same.draws.get(name)).toBeCloseTo(value, 9);
    const total = (numbers: Float64Array) => numbers.reduce((a, b) => a + b, 0);
    expect(total(same.logPrior)).toBeCloseTo(total(reported.logPrior), 9);
    expect(total(same.logLikelihood)).toBeCloseTo(total(reported.logLikelihood), 9);
  });

  it("has the same likelihood with distinct counts tabulated as row by row", () => {
    const many = {
      count: Array.from({ length: 200 }, (_, i) => (i * i) % 11),
      x: Array.from({ length: 200 }, (_, i) => i / 200),
    };
    const tabulated = tableFromColumns(many);
    const plain = tableFromColumns({ ...many, one: many.x.map(() => 1) });
    const [a, b] = [
      glmm("count ~ x", { family: "negbinomial" }),
      glmm("count | rate(one) ~ x", { family: "negbinomial" }),
    ];
    expect([...a.inputs(tabulated).keys()]).toContain("distinct responses");
    expect([...b.inputs(plain).keys()]).not.toContain("distinct responses");
    const position = Float64Array.of(0.3, -0.2, 0.4);
    const [left, right] = [at(a.trace(tabulated), position), at(b.trace(plain), position)];
    left.logLikelihood.forEach((value, row) => expect(value).toBeCloseTo(right.logLikelihood[row]!, 10));
  });

  it("declares the same model again from its declaration as JSON", () => {
    const model = glmm(["count ~ x + (1 | g)", "shape ~ z"], {
      family: "negbinomial",
      priors: ["b ~ normal(0, 2)"],
      parametrisation: { g: "centred" },
    });
    const again = JSON.parse(JSON.stringify(model.declaration)) as typeof model.declaration;
    expect(again).toEqual(model.declaration);
    expect(model.trace(table).declaration).toEqual(again);
  });

  it("keeps the priors of one table for another", () => {
    const model = glmm("y ~ x + (1 | g)").withPriorsOf(table);
    const other = tableFromColumns({ x: number(1, 50), y: number(5, 3000), g: pick(["a", "b"], 2) });
    const texts = (priors: ReturnType<GlmmModel["priors"]>) => priors.map(({ slot, text }) => [slot.name, text]);
    expect(texts(model.priors(other))).toEqual(texts(glmm("y ~ x + (1 | g)").priors(table)));
    expect(texts(glmm("y ~ x + (1 | g)").priors(other))).not.toEqual(texts(model.priors(other)));
  });

  it("is sampled in units of 1 where the response is constant, though the mean of its logarithms may miss the last digit", () => {
    const zeros = tableFromColumns({
      y: Array.from({ length: 40 }, () => 0),
      x: Array.from({ length: 40 }, (_, i) => i),
    });
    const [location, scale] = Array.from(glmm("y ~ x", { family: "poisson" }).inputs(zeros).get("unit of mu")!);
    expect(location).toBeCloseTo(-2.302585092994046, 14);
    expect(scale).toBe(1);
  });

  it("warns of coefficients that the data cannot tell apart", () => {
    const warnings = (formula: string) => glmm(formula).trace(table).warnings!;
    expect(warnings("y ~ x + I(2 * x) + I(0 * z)")).toEqual([
      {
        cause: "aliased_columns",
        variables: ["b_I2MUx", "b_I0MUz"],
        text: expect.stringMatching(
          /^The data cannot tell b_I2MUx, b_I0MUz from the columns before them: .* Leave the terms out\.$/,
        ),
      },
    ]);
    expect(warnings("y ~ x * f")).toEqual([]);
  });

  it("without its likelihood has the density of its priors alone", () => {
    const model = glmm("y ~ x + (1 | g)", { priors: ["b ~ normal(0, 1)"] });
    const [whole, prior] = [model.trace(table), model.priorOnly().trace(table)];
    const position = Float64Array.from(scattered(whole.dimension, 4), (v) => v - 0.5);
    const [a, b] = [at(whole, position), at(prior, position)];
    expect(a.logDensity - b.logDensity).toBeCloseTo(
      a.logLikelihood.reduce((x, y) => x + y, 0),
      9,
    );
    expect(model.priorOnly().describe(table).lines.at(-1)).toContain("draws are from the prior");
  });

  it.each([
    [[] as string[], {}, "a GLMM needs a formula"],
    [["y ~ x", "sigma ~ x", "sigma ~ z"], {}, "there are two formulas for sigma"],
    [["y ~ x"], { parametrisation: { g: "centred" as const } }, 'for the group "g", but the model has no group'],
    [["y ~ (1 | g)"], { parametrisation: { g: "half" as never } }, 'must be "centred" or "noncentred"'],
    [
      ["y | se(s) ~ x", "sigma ~ x"],
      {},
      "se(s) fixes the residual sd, but sigma has a formula: write se(s, sigma = TRUE)",
    ],
    [["y ~ x", "nu ~ x"], { family: "student" }, '"nu" is no parameter with a formula'],
    [["y ~ x"], { famly: "poisson" } as GlmmOptions, 'glmm has an unknown option "famly", did you mean "family"'],
  ])("refuses %j with %j", (formula, options, message) => {
    expect(() => glmm(formula, options).trace(table)).toThrow(message);
    expect(() => glmm(formula, options).trace(table)).toThrow(expect.objectContaining({ kind: "UserError" }));
  });
});
