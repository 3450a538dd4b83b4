import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { explainDensity } from "../../../../engine/compiler/explainDensity.js";
import { load } from "../../../../engine/compiler/load.js";
import { allPasses, type Passes } from "../../../../engine/compiler/optimise.js";
import { outerCentre, outerFactor, type GeometryOptions } from "../../../../engine/core/Model.js";
import type { Rng } from "../../../../engine/core/Rng.js";
import type { Table } from "../../../../engine/core/Table.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { collapseRows } from "../../../../models/glmm/collapse/collapseRows.js";
import { glmm, type GlmmModel, type GlmmOptions } from "../../../../models/glmm/glmm.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { whole } from "../latent/randomGaussian.js";

beforeAll(async () => void (await loadTensorflow()));

const rows = 601;

/** Columns of few values each, so that many rows are equal; g, h and k cross one another. */
function coarse(seed: number, change: Record<string, (row: number) => number> = {}): Table {
  const rng = testRng(seed);
  const numbers = (of: (row: number) => number) => Array.from({ length: rows }, (_, row) => of(row));
  const groups = (size: number) => numbers(() => whole(rng, size)).map((level) => `l${level}`);
  const columns = {
    x: numbers(() => whole(rng, 3) / 3),
    o: numbers(() => 0.2 * whole(rng, 2)),
    g: groups(4),
    h: groups(2),
    f: groups(14),
    binary: numbers(() => whole(rng, 2)),
    count: numbers(() => whole(rng, 3)),
    trials: numbers(() => 3 + whole(rng, 2)),
    rate: numbers(() => 0.5 + whole(rng, 2)),
    w: numbers(() => whole(rng, 3)),
    many: numbers(() => rng.normal()),
    zero: numbers(() => 0),
  };
  const changed = Object.entries(change).map(([name, of]) => [name, numbers(of)] as const);
  return tableFromColumns({ ...columns, ...Object.fromEntries(changed) });
}

const table = coarse(5);

type Case = readonly [formula: string | readonly string[], family: string, options?: GlmmOptions];

const cases: readonly Case[] = [
  ["binary ~ x + (1 | g)", "bernoulli"],
  ["binary ~ x * h + within(x | g) + (1 | g/h)", "bernoulli(probit)"],
  ["binary ~ 0 + h + offset(o)", "bernoulli(cloglog)"],
  ["binary ~ f + x", "bernoulli"],
  ["zero ~ 1", "bernoulli"],
  ["count | trials(trials) ~ x + (x || g) + (1 | h)", "binomial"],
  ["count | rate(rate) ~ x + offset(o) + (x | g)", "poisson"],
  ["count | rate(rate) ~ x + (1 | g)", "poisson(sqrt)"],
  ["count ~ x + (1 | g) + (1 | h)", "negbinomial"],
  ["count ~ h + (1 | g)", "negbinomial(identity)", { priors: ["Intercept ~ normal(20, 1)", "sd ~ exponential(3)"] }],
  [["count | rate(rate) ~ x + (1 | g)", "shape ~ h + offset(o) + (1 | g)"], "negbinomial"],
  ["binary | weights(w, frequency) ~ x + (1 | g)", "bernoulli"],
  ["count | weights(w, sampling) ~ x + (x | g)", "poisson"],
  ["count ~ x + (1 | g)", "poisson", { parametrisation: "centred" }],
];

const geometries: readonly (readonly [string, GeometryOptions])[] = [
  ["as declared", {}],
  ["with fitted coordinates", { integrate: true, centre: true, whiten: true }],
];

const collapsedOf = (model: GlmmModel, on: Table) => collapseRows(model.encoder(on).frame, model.family.name);

/**
 * A model with and without collapsing, at one position, with settings fitted there: those of distinct rows are sums of those of
 * all rows. What each model makes of the position by itself comes from differences, whose rounding is 10⁴ times that of densities.
 */
function atPosition(model: GlmmModel, on: Table, geometry: GeometryOptions, passes: Passes = allPasses) {
  const [plain, collapsed] = [geometry, { ...geometry, collapse: true }].map((options) => {
    const traced = model.trace(on, options);
    return { traced, compiled: load(compile(traced.graph, traced.names, passes)) };
  }) as [Traced, Traced];
  const rng = testRng(7);
  const random = (length: number) => Float64Array.from({ length }, () => 0.5 * rng.normal());
  const position = random(plain.traced.dimension);
  const size = plain.traced.coordinates?.outer.length ?? 0;
  const centre = random(size);
  const factor = Float64Array.from({ length: size * size }, (_, i) => {
    const [row, column] = [Math.floor(i / size), i % size];
    return row === column ? 0.5 + rng.uniform() : column < row ? 0.2 * rng.normal() : 0;
  });
  const [all, own] = [plain, collapsed].map(({ traced, compiled }) => {
    if (size > 0) compiled.set(outerCentre, centre);
    if (size > 0) compiled.set(outerFactor, factor);
    return traced.coordinates?.settings?.(compiled.reference(position)) ?? new Map<string, Float64Array>();
  }) as [Settings, Settings];
  const { place, frame } = collapsedOf(model, on)!;
  expect([...own.keys()]).toEqual([...all.keys()]);
  for (const [name, values] of all) {
    const sums = new Float64Array(frame.rows);
    place.forEach((kind, row) => void (sums[kind]! += values[row]!));
    expectClose(own.get(name)!, sums, 1e-7);
    plain.compiled.set(name, values);
    collapsed.compiled.set(name, sums);
  }
  return { plain, collapsed, position };
}

type Settings = ReadonlyMap<string, Float64Array>;

interface Traced {
  readonly traced: ReturnType<GlmmModel["trace"]>;
  readonly compiled: ReturnType<typeof load>;
}

/** Every output at a position. */
function outputs({ traced, compiled }: Traced, position: Float64Array) {
  const gradient = new Float64Array(traced.dimension);
  const draws = new Float64Array(traced.names.length);
  const likelihood = new Float64Array(traced.rows);
  const prior = new Float64Array(traced.blocks.length);
  const density = compiled.evaluate(position, gradient);
  compiled.constrain(position, { normal: () => 0.3 } as Rng, draws);
  compiled.logLikelihood(position, likelihood);
  compiled.logPrior(position, prior);
  return { density, gradient, draws, likelihood, prior };
}

/** Equal up to a part of the largest. */
function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  const largest = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  const worst = Array.from(expected).reduce((most, x, i) => Math.max(most, Math.abs(found[i]! - x)), 0);
  expect(worst).toBeLessThan(tolerance * largest);
}

describe.each(cases.map(([formula, family, options = {}]) => [formula, family, options] as const))(
  "%j of %s",
  (formula, family, options) => {
    const model = glmm(formula as string, { family, ...options });

    it("looks at fewer than half of the rows", () => {
      const { frame } = collapsedOf(model, table)!;
      expect(frame.rows).toBeLessThan(rows / 2);
      const columns = model.inputs(table, { collapse: true });
      expect(columns.get("response")).toHaveLength(frame.rows);
      expect(columns.get("which distinct row")).toHaveLength(rows);
    });

    it.each(geometries)("has the density, draws, priors and log likelihood of all rows, %s", (_, geometry) => {
      const { plain, collapsed, position } = atPosition(model, table, geometry);
      expect(collapsed.traced.blocks).toEqual(plain.traced.blocks);
      expect(collapsed.traced.names).toEqual(plain.traced.names);
      expect(collapsed.traced.likelihoods).toEqual(plain.traced.likelihoods);
      expect(collapsed.traced.description).toEqual(plain.traced.description);
      expect(collapsed.traced.warnings).toEqual(plain.traced.warnings);
      const [found, expected] = [outputs(collapsed, position), outputs(plain, position)];
      expect(Number.isFinite(expected.density)).toBe(true);
      expectClose([found.density], [expected.density], 1e-11);
      expectClose(found.gradient, expected.gradient, 1e-11);
      expectClose(found.draws, expected.draws, 1e-12);
      expectClose(found.likelihood, expected.likelihood, 1e-12);
      expectClose(found.prior, expected.prior, 1e-12);
    });

    it("keeps units, means and spreads of all rows", () => {
      const [plain, collapsed] = [model.inputs(table), model.inputs(table, { collapse: true })];
      const global = [...plain.keys()].filter((name) => /^(unit|means|spreads|scale)/.test(name));
      expect(global.length).toBeGreaterThan(1);
      for (const name of global) expect(collapsed.get(name)).toEqual(plain.get(name));
    });
  },
);

describe("a collapsed model", () => {
  it("is the same without any pass of the compiler", () => {
    const model = glmm("count | rate(rate) ~ x + (x | g)", { family: "negbinomial" });
    const { plain, collapsed, position } = atPosition(model, table, { centre: true, whiten: true }, new Set());
    const [found, expected] = [outputs(collapsed, position), outputs(plain, position)];
    expectClose([found.density], [expected.density], 1e-11);
    expectClose(found.gradient, expected.gradient, 1e-11);
    expectClose(found.likelihood, expected.likelihood, 1e-12);
  });

  it("passes over rows of weight 0 whose mean there is not, as a model of all rows does", () => {
    // Identity link: where x is large the mean would be negative.
    const on = coarse(6, {
      x: (row) => (row % 9 === 4 ? 100 : row % 3),
      w: (row) => (row % 9 === 4 ? 0 : 1 + (row % 2)),
    });
    const model = glmm("count | weights(w, frequency) ~ 0 + Intercept + x", {
      family: "poisson(identity)",
      priors: ["b[Intercept] ~ normal(9, 1)", "b[x] ~ normal(0, 1)"],
    });
    const [plain, collapsed] = [{}, { collapse: true }].map((geometry) => {
      const traced = model.trace(on, geometry);
      return { traced, compiled: load(compile(traced.graph, traced.names)) };
    }) as [Traced, Traced];
    expect(collapsed.compiled.dimension).toBe(2);
    // Means of 9 − x, and of −91 where x is 100.
    const scale = model.inputs(on).get("unit of mu")![1]!;
    const spread = model.inputs(on).get("spreads of the columns of mu")!;
    const position = Float64Array.of((9 * spread[0]!) / scale, (-1 * spread[1]!) / scale);
    const [found, expected] = [outputs(collapsed, position), outputs(plain, position)];
    expectClose(found.draws, [9, -1], 1e-12);
    expect(Number.isFinite(expected.density)).toBe(true);
    expectClose([found.density], [expected.density], 1e-11);
    expectClose(found.gradient, expected.gradient, 1e-11);
    expectClose(found.likelihood, expected.likelihood, 1e-12);
    expect(found.likelihood[4]).toBe(0);
  });

  it("names the rows of the table where the density is not finite", () => {
    const model = glmm("count ~ x", { family: "poisson(identity)" });
    const on = coarse(5, { x: (row) => (row % 200 === 150 ? 30 : row % 3) });
    const words = [{}, { collapse: true }].map((geometry) => {
      const { graph, names, blocks, likelihoods } = model.trace(on, geometry);
      const position = Float64Array.of(0, -3);
      return explainDensity(load(compile(graph, names)), { blocks, likelihoods: likelihoods! }, position);
    });
    expect(words[0]).toMatch(/the log likelihood of "count" was NaN in rows 151, 351 and 551/);
    expect(words[1]).toBe(words[0]);
  });

  it("refuses a column that cannot be computed in the words of a model of all rows", () => {
    const model = glmm("count ~ 0 + x:huge", { family: "poisson" });
    const on = coarse(5, { x: (row) => (row === 577 ? 1e10 : row % 3), huge: (row) => (row === 577 ? 1e300 : 1) });
    const errorOf = (geometry: GeometryOptions) => {
      try {
        model.trace(on, geometry);
        return "none";
      } catch (error) {
        return String(error);
      }
    };
    expect(errorOf({})).toMatch(/578/);
    expect(errorOf({ collapse: true })).toBe(errorOf({}));
  });
});

describe("collapseRows", () => {
  const lengthOf = (model: GlmmModel, on: Table, geometry: GeometryOptions = { collapse: true }) =>
    model.inputs(on, geometry).get("response")!.length;

  it("is asked for only by its name, and not of draws from the prior", () => {
    const model = glmm("binary ~ x", { family: "bernoulli" });
    expect(lengthOf(model, table)).toBe(6);
    expect(lengthOf(model, table, {})).toBe(rows);
    expect(lengthOf(model, table, { integrate: true, centre: true, whiten: true })).toBe(rows);
    expect(lengthOf(model.priorOnly(), table)).toBe(rows);
  });

  it("leaves tables as they are where rows differ, are few, or have a continuous law", () => {
    expect(lengthOf(glmm("binary ~ many", { family: "bernoulli" }), table)).toBe(rows);
    expect(lengthOf(glmm("binary ~ offset(many)", { family: "bernoulli" }), table)).toBe(rows);
    expect(lengthOf(glmm("binary ~ x + (0 + many | g)", { family: "bernoulli" }), table)).toBe(rows);
    expect(lengthOf(glmm(["count ~ x", "shape ~ many"], { family: "negbinomial" }), table)).toBe(rows);
    expect(lengthOf(glmm("count ~ x"), table)).toBe(rows);
    const part = (length: number): Table => tableFromColumns({ binary: Array.from({ length }, (_, row) => row % 2) });
    const mean = glmm("binary ~ 1", { family: "bernoulli" });
    expect(lengthOf(mean, part(199))).toBe(199);
    expect(lengthOf(mean, part(200))).toBe(2);
  });

  it.each([
    ["binary ~ x", "bernoulli", "x"],
    ["binary ~ 1", "bernoulli", "binary"],
    ["count | trials(trials) ~ 1", "binomial", "trials"],
    ["count | rate(rate) ~ 1", "poisson", "rate"],
    ["count | weights(w, frequency) ~ 1", "poisson", "w"],
    ["count ~ 1 + offset(o)", "poisson", "o"],
    ["count ~ 1 + (0 + x | h)", "poisson", "x"],
    ["count ~ 1 + (1 | g)", "poisson", "g"],
  ])("tells rows of %s apart by every column: %s", (formula, family, name) => {
    const model = glmm(formula, { family });
    const { place } = collapsedOf(model, table)!;
    const cells = table.columns.get(name)!;
    const values = cells.kind === "number" ? cells.values : cells.codes;
    const byKind = new Map<number, Set<number>>();
    place.forEach((kind, row) => byKind.set(kind, (byKind.get(kind) ?? new Set()).add(values[row]!)));
    expect(new Set(values).size).toBeGreaterThan(1);
    for (const seen of byKind.values()) expect(seen.size).toBe(1);
  });
});
