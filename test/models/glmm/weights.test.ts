/** Weights of rows in the log density: frequencies against repeated rows, precisions against formulas of sigma and dense matrices. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../engine/core/CompiledModel.js";
import type { GeometryOptions } from "../../../engine/core/Model.js";
import type { Rng } from "../../../engine/core/Rng.js";
import type { Table } from "../../../engine/core/Table.js";
import { selectRows } from "../../../engine/data/missing.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import { glmm, type GlmmModel, type GlmmOptions } from "../../../models/glmm/glmm.js";
import { scattered } from "../../support/models.js";

beforeAll(async () => void (await loadTensorflow()));

const rows = 70;
const u = scattered(6 * rows, 11);
const number = (at: number, scale = 1) => Array.from({ length: rows }, (_, i) => scale * (2 * u[at * rows + i]! - 1));
const table = tableFromColumns({
  x: number(0),
  z: number(1),
  g: Array.from({ length: rows }, (_, i) => `g${i % 7}`),
  h: Array.from({ length: rows }, (_, i) => `h${i % 2}`),
  y: number(3, 3).map((value, i) => value + (i % 7)),
  positive: number(3).map((value) => 2 + value),
  unit: number(3).map((value) => 0.5 + 0.4 * value),
  count: number(3).map((value, i) => Math.floor(3 + 3 * value + (i % 3))),
  binary: number(3).map((value) => (value > 0 ? 1 : 0)),
  n: Array.from({ length: rows }, (_, i) => 9 + (i % 3)),
  s: number(4).map((value) => 1.5 + value),
  // Whole, and 0 in some rows, but in none in which two levels meet for the first time.
  w: Array.from({ length: rows }, (_, i) => (i > 20 && i % 5 === 4 ? 0 : 1 + (i % 4))),
  p: number(5).map((value) => 2 + 1.7 * value),
});
const weightsOf = (name: string) => Array.from((table.columns.get(name) as { values: Float64Array }).values);
const repeats = weightsOf("w").flatMap((w, row) => new Array<number>(w).fill(row));
const repeated = selectRows(table, repeats);

const plain: GeometryOptions = {};
const integrated: GeometryOptions = { integrate: true };
const conditioned: GeometryOptions = { centre: true, whiten: true };

interface OnTable {
  readonly compiled: CompiledModel;
  readonly inputs: ReadonlyMap<string, ArrayLike<number>>;
  readonly dimension: number;
  readonly names: readonly string[];
  settings(reference: Float64Array): ReadonlyMap<string, Float64Array> | undefined;
}

type Inputs = OnTable["inputs"];

/** @param changed The inputs as they shall be, by those that the table gives. */
function onTable(
  model: GlmmModel,
  data: Table,
  geometry: GeometryOptions,
  changed: (inputs: Inputs) => Inputs = (inputs) => inputs,
): OnTable {
  const traced = model.trace(data, geometry);
  const inputs = changed(model.inputs(data, geometry));
  const artifact = compile(traced.graph, traced.names);
  const compiled = load(artifact);
  // What no output needs is no input of the module.
  for (const { name } of artifact.layout.inputs) if (inputs.has(name)) compiled.set(name, inputs.get(name)!);
  return {
    compiled,
    inputs,
    dimension: traced.dimension,
    names: traced.names,
    settings: (reference) => traced.coordinates?.settings?.(reference),
  };
}

/** The same model on repeated rows, told the units, means and spreads of the rows as they were, which weights leave alone. */
function onRepeatedRows(
  formula: string | readonly string[],
  options: GlmmOptions,
  weighted: OnTable,
  data: Table,
  geometry: GeometryOptions,
) {
  return onTable(glmm(formula as string, options), data, geometry, (inputs) => {
    const wanted = Array.from(inputs, ([name, { length }]) => {
      const given = weighted.inputs.get(name)!;
      return [name, length === repeats.length ? repeats.map((row) => given[row]!) : given] as const;
    });
    return new Map(wanted);
  });
}

/** The same formulas without weights, and priors as the defaults of the weighted table. */
function withoutWeights(model: GlmmModel, options: GlmmOptions): { formulas: string[]; options: GlmmOptions } {
  const formulas = model.declaration.formulas.map((text) =>
    text.replace(/ \| weights\([^)]*\) \+/, " |").replace(/ \| weights\([^)]*\)/, ""),
  );
  return { formulas, options: { ...options, priors: model.withPriorsOf(table).declaration.priors } };
}

const frequencies: readonly (readonly [
  formula: string | readonly string[],
  options: GlmmOptions,
  geometry: GeometryOptions,
])[] = [
  ["y | weights(w, frequency) ~ x", {}, plain],
  ["y | weights(w, frequency) ~ x + (1 | g)", {}, plain],
  ["y | weights(w, frequency) ~ x + (1 | g)", {}, integrated],
  ["y | weights(w, frequency) ~ x + (x | g) + (1 | h)", {}, integrated],
  ["y | weights(w, frequency) ~ x + (1 | g)", { priors: ["b ~ student_t(3, 0, 2)"] }, integrated],
  [["y | weights(w, frequency) ~ x + (1 | g)", "sigma ~ z"], {}, integrated],
  ["y | weights(w, frequency) + se(s, sigma = TRUE) ~ x + (1 | g)", {}, integrated],
  ["y | weights(w, frequency) + se(s) ~ x + (1 | g)", {}, integrated],
  ["y | weights(w, frequency) ~ x + (x | g)", { family: "student" }, conditioned],
  ["count | weights(w, frequency) ~ x + (1 | g)", { family: "poisson" }, plain],
  ["count | weights(w, frequency) ~ x + (x | g) + (1 | h)", { family: "poisson" }, conditioned],
  ["count | weights(w, frequency) + rate(s) ~ x + (1 | g)", { family: "poisson" }, conditioned],
  ["count | weights(w, frequency) ~ x + (1 | g)", { family: "negbinomial" }, conditioned],
  ["count | weights(w, frequency) + trials(n) ~ x + (1 | g)", { family: "binomial" }, conditioned],
  ["binary | weights(w, frequency) ~ x + (1 | g)", { family: "bernoulli" }, conditioned],
  ["positive | weights(w, frequency) ~ x + (1 | g)", { family: "gamma" }, plain],
  ["positive | weights(w, frequency) ~ x + (1 | g)", { family: "lognormal" }, conditioned],
  ["unit | weights(w, frequency) ~ x + (1 | g)", { family: "beta" }, conditioned],
];

describe.each(
  frequencies.map(([formula, options, geometry]) => ({
    formula,
    options,
    geometry,
    title: JSON.stringify([formula, options.family ?? "gaussian", geometry]),
  })),
)("frequencies: $title", ({ formula, options, geometry }) => {
  it("give the log density of repeated rows, its gradient, and the rows' log likelihood added up", () => {
    const model = glmm(formula as string, options);
    const weighted = onTable(model, table, geometry);
    const other = withoutWeights(model, options);
    const same = onRepeatedRows(other.formulas, other.options, weighted, repeated, geometry);
    expect(same.names).toEqual(weighted.names);
    for (const seed of [1, 2]) {
      const position = Float64Array.from(scattered(weighted.dimension, seed), (v) => 1.2 * v - 0.6);
      const [ours, theirs] = [weighted, same].map(({ settings, compiled }) => settings(compiled.reference(position)));
      ours?.forEach((values, name) => {
        // Repeated rows share what the weighted row says.
        const shared = new Float64Array(rows);
        theirs!.get(name)!.forEach((value, i) => (shared[repeats[i]!]! += value));
        // Curvatures are differences of slopes over 2e-4, which leaves them 12 digits.
        shared.forEach((value, row) => expect(Math.abs(values[row]! - value)).toBeLessThan(1e-10 * Math.max(1, value)));
        weighted.compiled.set(name, values);
        same.compiled.set(name, theirs!.get(name)!);
      });
      expect(ours !== undefined).toBe(geometry === conditioned);
      const gradients = [weighted, same].map(({ dimension }) => new Float64Array(dimension)) as [
        Float64Array,
        Float64Array,
      ];
      const value = weighted.compiled.evaluate(position, gradients[0]);
      expect(Number.isFinite(value)).toBe(true);
      // Sums of up to 140 terms in another order.
      expect(Math.abs(value - same.compiled.evaluate(position, gradients[1]))).toBeLessThan(
        1e-10 * Math.max(1, Math.abs(value)),
      );
      const largest = gradients[0].reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
      gradients[0].forEach((slope, i) => expect(Math.abs(slope - gradients[1][i]!)).toBeLessThan(1e-10 * largest));

      const [byRow, byCopy] = [new Float64Array(rows), new Float64Array(repeats.length)];
      const summed = new Float64Array(rows);
      const fixed = { normal: () => 0.3 } as unknown as Rng;
      [weighted, same].forEach(({ compiled, names }) =>
        compiled.constrain(position, fixed, new Float64Array(names.length)),
      );
      weighted.compiled.logLikelihood(position, byRow);
      same.compiled.logLikelihood(position, byCopy);
      byCopy.forEach((logDensity, i) => (summed[repeats[i]!]! += logDensity));
      summed.forEach((sum, row) => expect(byRow[row]).toBeCloseTo(sum, 9));
    }
  });
});

/** Log density of a model on the table, at a position that is the same for all models of the same parameters. */
function densityOf(formula: string | readonly string[], options: GlmmOptions, geometry: GeometryOptions) {
  const made = onTable(glmm(formula as string, options), table, geometry);
  const names = made.names.filter((name) => /^(b_|sd_|sigma)/.test(name));
  return {
    names,
    dimension: made.dimension,
    at(position: Float64Array) {
      const gradient = new Float64Array(made.dimension);
      const value = made.compiled.evaluate(position, gradient);
      const drawn = new Float64Array(made.names.length);
      made.compiled.constrain(position, { normal: () => 0 } as unknown as Rng, drawn);
      const logLikelihood = new Float64Array(rows);
      made.compiled.logLikelihood(position, logLikelihood);
      return { value, gradient, logLikelihood, draws: new Map(made.names.map((name, i) => [name, drawn[i]!])) };
    },
  };
}

describe.each([
  { family: "gaussian", geometry: plain },
  { family: "gaussian", geometry: integrated },
  { family: "student", geometry: conditioned },
])("precisions with a formula of sigma, $family, $geometry", ({ family, geometry }) => {
  it("are an offset of minus half their logarithm", () => {
    const options = { family, priors: ["b ~ normal(0, 3)", "sd ~ exponential(1)"] };
    const weighted = densityOf(["y | weights(p, precision) ~ x + (x | g)", "sigma ~ z"], options, geometry);
    const offset = densityOf(["y ~ x + (x | g)", "sigma ~ z + offset(-log(p) / 2)"], options, geometry);
    const position = Float64Array.from(scattered(weighted.dimension, 4), (v) => v - 0.5);
    const [ours, theirs] = [weighted.at(position), offset.at(position)];
    expect(Math.abs(ours.value - theirs.value)).toBeLessThan(1e-10 * Math.abs(theirs.value));
    ours.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(theirs.gradient[i]!, 8));
    ours.logLikelihood.forEach((value, row) => expect(value).toBeCloseTo(theirs.logLikelihood[row]!, 9));
  });
});

describe("precisions with one sigma, effects integrated out", () => {
  const p = weightsOf("p");
  const s = weightsOf("s");
  const [x, y] = [weightsOf("x"), weightsOf("y")];

  /** log N(y; x b, diag(variance) + tau² Z Zᵀ). */
  function dense(draws: ReadonlyMap<string, number>, variance: (row: number) => number): number {
    const tau = draws.get("sd_g__Intercept")!;
    const covariance = Float64Array.from({ length: rows * rows }, (_, at) => {
      const [i, j] = [Math.floor(at / rows), at % rows];
      return (i % 7 === j % 7 ? tau * tau : 0) + (i === j ? variance(i) : 0);
    });
    const factor = cholesky(covariance, rows);
    const residual = Float64Array.from(y, (value, row) => value - draws.get("b_x")! * x[row]!);
    const half = solveTriangular(factor, residual);
    let sum = -0.5 * rows * Math.log(2 * Math.PI);
    for (let i = 0; i < rows; i++) sum -= Math.log(factor[i * rows + i]!) + 0.5 * half[i]! * half[i]!;
    return sum;
  }

  it.each([
    [
      "y | weights(p, precision) ~",
      "y ~",
      (sigma: number, row: number) => (sigma * sigma) / p[row]!,
      (sigma: number) => sigma * sigma,
    ],
    [
      "y | weights(p, precision) + se(s, sigma = TRUE) ~",
      "y | se(s, sigma = TRUE) ~",
      (sigma: number, row: number) => s[row]! * s[row]! + (sigma * sigma) / p[row]!,
      (sigma: number, row: number) => s[row]! * s[row]! + sigma * sigma,
    ],
  ])(
    "%s 0 + x + (1 | g) differs from the model without them as the dense normal densities do",
    (left, without, variance, plainVariance) => {
      // A prior that is not normal keeps the coefficient in the position.
      const priors = ["b ~ student_t(3, 0, 2)", "sd ~ exponential(1)", "sigma ~ exponential(1)"];
      const [weighted, other] = [left, without].map((text) =>
        densityOf(`${text} 0 + x + (1 | g)`, { priors }, integrated),
      );
      expect(weighted!.dimension).toBe(3);
      for (const seed of [1, 2, 3]) {
        const position = Float64Array.from(scattered(3, seed), (v) => v - 0.5);
        const [ours, theirs] = [weighted!.at(position), other!.at(position)];
        for (const name of weighted!.names) expect(ours.draws.get(name)).toBe(theirs.draws.get(name));
        const sigma = ours.draws.get("sigma")!;
        const expected =
          dense(ours.draws, (row) => variance(sigma, row)) - dense(ours.draws, (row) => plainVariance(sigma, row));
        expect(ours.value - theirs.value).toBeCloseTo(expected, 8);
      }
    },
  );
});

describe("weights of a sample", () => {
  it.each([
    ["y", "gaussian", integrated],
    ["count", "poisson", conditioned],
  ] as const)("are frequencies that add up to the number of rows: %s, %s", (response, family, geometry) => {
    const total = weightsOf("p").reduce((sum, weight) => sum + weight, 0);
    const options = { family, priors: ["b ~ normal(0, 3)"] };
    const sampled = densityOf(`${response} | weights(p, sampling) ~ x + (1 | g)`, options, geometry);
    const frequent = densityOf(
      `${response} | weights(p * ${rows} / ${total}, frequency) ~ x + (1 | g)`,
      options,
      geometry,
    );
    const position = Float64Array.from(scattered(sampled.dimension, 4), (v) => v - 0.5);
    const [ours, theirs] = [sampled.at(position), frequent.at(position)];
    expect(Math.abs(ours.value - theirs.value)).toBeLessThan(1e-10 * Math.abs(theirs.value));
    ours.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(theirs.gradient[i]!, 8));
  });

  it("leave a warning that intervals are not design-based, which other weights do not", () => {
    const warningsOf = (meaning: string) => glmm(`y | weights(p, ${meaning}) ~ x`).warnings(table);
    const [warning, ...more] = warningsOf("sampling");
    expect(more).toEqual([]);
    expect(warning!.cause).toBe("sampling_weights");
    const p = weightsOf("p");
    const left = p.reduce((a, b) => a + b, 0) ** 2 / p.reduce((a, b) => a + b * b, 0);
    expect(warning!.text).toContain(`where the weights leave about ${Math.round(left)} (Kish)`);
    expect(warning!.text).toContain("not design-based");
    expect(glmm("y | weights(p, sampling) ~ x").trace(table).warnings).toEqual([warning]);
    expect(warningsOf("frequency")).toEqual([]);
    expect(warningsOf("precision")).toEqual([]);
  });
});

describe("the description of a model", () => {
  const lineOf = (weights: string) => glmm(`y | ${weights} ~ x`).describe(table).lines[2];

  it("says what weights were taken to mean, and what frequencies add up to", () => {
    expect(lineOf("weights(p, precision)")).toBe(
      "weights of precision: the residual variance of a row is sigma²/weight",
    );
    expect(lineOf("weights(w, frequency)")).toBe(`weights of frequency: 70 rows stand for ${repeats.length}`);
    expect(lineOf("weights(w / 2, frequency)")).toBe(
      `weights of frequency: 70 rows stand for ${repeats.length / 2}, not all of them whole numbers`,
    );
    expect(lineOf("weights(w, sampling)")).toBe(
      "weights of sampling: scaled to add up to 70, the number of rows; intervals are not design-based",
    );
  });
});
