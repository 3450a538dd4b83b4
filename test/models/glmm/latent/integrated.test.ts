import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { interpret } from "../../../../engine/compiler/interpret.js";
import { load } from "../../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../../engine/core/CompiledModel.js";
import type { Rng } from "../../../../engine/core/Rng.js";
import type { NumberColumn } from "../../../../engine/core/Table.js";
import type { TracedModel } from "../../../../engine/core/Model.js";
import { glmm, type GlmmModel } from "../../../../models/glmm/glmm.js";
import { scattered } from "../../../support/models.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { conditionalLaw, denseModel, marginalLogDensity, type Draws } from "./denseModel.js";
import { derivatives } from "./extrapolated.js";
import { logJacobian } from "./logJacobian.js";
import { dot, logAbsDeterminant, product, transposed } from "./matrices.js";
import { plainPosition } from "./plainPosition.js";
import { randomGaussian, type RandomModel } from "./randomGaussian.js";

beforeAll(async () => void (await loadTensorflow()));

const models = Array.from({ length: 50 }, (_, i) => {
  const random = randomGaussian(1000 + i);
  return { title: `${i}: ${JSON.stringify([random.formulas, random.priors])}`, seed: i, ...random };
});

interface Traced {
  readonly model: GlmmModel;
  readonly traced: TracedModel;
  readonly compiled: CompiledModel;
  readonly position: Float64Array;
  /** Draws with numbers of ours in the place of standard normals. */
  drawn(position: Float64Array, normal: (i: number) => number): Float64Array;
  /** The same by name, at the mean of what is drawn. */
  drawsAt(position: Float64Array): Draws;
}

const traces = new Map<number, Traced>();

function trace({ formulas, priors, table, seed }: RandomModel & { readonly seed: number }): Traced {
  const known = traces.get(seed);
  if (known) return known;
  const model = glmm(formulas, { priors });
  const traced = model.trace(table, { integrate: true });
  const compiled = load(compile(traced.graph, traced.names));
  const rng = testRng(seed);
  const position = Float64Array.from({ length: traced.dimension }, () => 0.8 * rng.normal());
  const out = new Float64Array(traced.names.length);
  const drawn: Traced["drawn"] = (at, normal) => {
    let asked = 0;
    compiled.constrain(at, { normal: () => normal(asked++) } as Rng, out);
    return out.slice();
  };
  const drawsAt: Traced["drawsAt"] = (at) => {
    const values = drawn(at, () => 0);
    return new Map(traced.names.map((name, i) => [name, values[i]!]));
  };
  const made = { model, traced, compiled, position, drawn, drawsAt };
  traces.set(seed, made);
  return made;
}

/** Effects too dear to be integrated out are sampled as standard normals. */
function standardNormal(z: Float64Array): number {
  return z.reduce((sum, x) => sum - 0.5 * x * x - 0.5 * Math.log(2 * Math.PI), 0);
}

describe.each(models)("$title", (random) => {
  const { table } = random;

  it("has the density of a dense multivariate normal, and its gradient", () => {
    const { model, traced, compiled, position, drawsAt } = trace(random);
    const priors = new Float64Array(traced.blocks.length);
    expect(traced.blocks.some(({ latent, length }) => latent && length === 0)).toBe(true);
    const dense = (at: Float64Array): number => {
      const draws = drawsAt(at);
      compiled.logPrior(at, priors);
      const sampled = traced.blocks.reduce((sum, { latent, offset, length }, i) => {
        return sum + (latent ? standardNormal(at.subarray(offset, offset + length)) : priors[i]!);
      }, 0);
      const response = marginalLogDensity(denseModel(model, table, traced, draws));
      return response + sampled + logJacobian(model, table, traced, at, draws);
    };
    const gradient = new Float64Array(traced.dimension);
    const value = compiled.evaluate(position, gradient);
    const expected = dense(position);
    // Both sides round: the larger the density, the more.
    expect(Math.abs(value - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-9);
    const slopes = derivatives(dense, position);
    const largest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
    slopes.forEach((slope, i) => expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-7 * largest));
  });

  it("draws effects and coefficients from their normal law given the response, and has its rows given these", () => {
    const { model, traced, compiled, position, drawn, drawsAt } = trace(random);
    const place = new Map(traced.names.map((name, i) => [name, i]));
    const dense = denseModel(model, table, traced, drawsAt(position));
    const { mean, covariance } = conditionalLaw(dense);
    const { names, means, intercept } = model.encoder(table).frame.predictors[0]!;
    // The intercept is drawn for centred columns, and reported for the columns as they are.
    const reported = dense.names.map((name) =>
      dense.names.map((other) => {
        const k = names.findIndex((one) => `b_${one}` === other);
        if (name === "b_Intercept" && intercept === "centred" && k >= 0) return -means[k]!;
        return name === other ? 1 : 0;
      }),
    );
    const sampledShift = names.reduce((sum, name, k) => {
      const isDrawn = dense.names.includes(`b_${name}`);
      return sum + (isDrawn ? 0 : drawsAt(position).get(`b_${name}`)! * means[k]!);
    }, 0);
    const expectedMean = reported.map(
      (row, i) => dot(row, mean) - (dense.names[i] === "b_Intercept" && intercept === "centred" ? sampledShift : 0),
    );
    const expectedCovariance = product(product(reported, covariance), transposed(reported));
    const centre = drawn(position, () => 0);
    const size = dense.names.length;
    const at = dense.names.map((name) => place.get(name)!);
    const columns = dense.names.map((_, i) => {
      const moved = drawn(position, (k) => (k === i ? 1 : 0));
      return at.map((one) => moved[one]! - centre[one]!);
    });
    const sd = expectedCovariance.map((row, i) => Math.sqrt(row[i]!));
    for (let i = 0; i < size; i++) {
      // Against rounding of numbers of the size of the response.
      const fine = 1e-8 * sd[i]! + 1e-11 * Math.abs(expectedMean[i]!);
      expect(Math.abs(centre[at[i]!]! - expectedMean[i]!)).toBeLessThan(fine);
      for (let j = 0; j <= i; j++) {
        const found = columns.reduce((sum, column) => sum + column[i]! * column[j]!, 0);
        expect(Math.abs(found - expectedCovariance[i]![j]!)).toBeLessThan(1e-7 * sd[i]! * sd[j]!);
      }
    }
    const rng = testRng(random.seed);
    const values = drawn(position, () => rng.normal());
    const rowsGiven = new Float64Array(traced.rows);
    compiled.logLikelihood(position, rowsGiven);
    const centred = (name: string): number => {
      if (name !== "b_Intercept" || intercept !== "centred") return values[place.get(name)!]!;
      return (
        values[place.get(name)!]! + names.reduce((sum, one, k) => sum + values[place.get(`b_${one}`)!]! * means[k]!, 0)
      );
    };
    dense.response.forEach((y, row) => {
      const eta =
        dense.known[row]! + dense.names.reduce((sum, name, i) => sum + dense.design[row]![i]! * centred(name), 0);
      const [count, variance] = [dense.counts[row]!, dense.noise[row]! * dense.counts[row]!];
      const expected = -0.5 * count * ((y - eta) ** 2 / variance + Math.log(2 * Math.PI * variance));
      expect(Math.abs(rowsGiven[row]! - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
    });
  });
});

/** A response of which a million parts in a million and one are its level: sums of its squares would leave no digits. */
const far = (
  [
    ["y ~ x + (1 | g)", ["Intercept ~ normal(0, 1e7)"]],
    ["y ~ x + (1 | g)", ["Intercept ~ normal(0, 1e7)", "b ~ student_t(3, 0, 1)"]],
    ["y ~ 0 + Intercept + x + (1 | g)", ["b ~ student_t(3, 0, 1e7)"]],
    ["y ~ 0 + k + x + (1 | g)", []],
    ["y ~ 1 + (x | g)", ["Intercept ~ normal(1e6, 1e-3)"]],
    ["steep ~ x + (1 | g)", ["Intercept ~ normal(0, 10)", "b ~ normal(0, 1e7)"]],
  ] as const
).map(([formula, priors], i) => {
  const { table } = randomGaussian(1000 + i);
  const numbers = (name: string) => (table.columns.get(name) as NumberColumn).values;
  const y = Float64Array.from(scattered(table.rows, i), (value) => 1e6 + 3 * value);
  const steep = y.map((value, row) => value - 1e6 + 1e6 * numbers("x")[row]!);
  const columns = new Map(table.columns).set("y", { kind: "number", name: "y", values: y, missing: [] });
  columns.set("steep", { kind: "number", name: "steep", values: steep, missing: [] });
  const title = `far from 0: ${JSON.stringify([formula, priors])}`;
  return { title, seed: -1 - i, formulas: [formula], priors, table: { ...table, columns } };
});

// A few of them, since each is traced once more.
describe.each([...models.filter(({ seed }) => seed % 4 === 0), ...far])("$title", (random) => {
  const { table } = random;

  it("is the plain density of all parameters divided by that of those drawn afterwards", () => {
    const { model, traced, compiled, position, drawn } = trace(random);
    const plain = model.trace(table);
    const density = interpret(plain.graph);
    let count = 0;
    const drawnAt = (normal: (i: number) => number): Float64Array => {
      count = 0;
      const values = drawn(position, (i) => (count++, normal(i)));
      const draws = new Map(traced.names.map((name, i) => [name, values[i]!]));
      return plainPosition(model, table, plain, traced, position, draws);
    };
    // At the conditional mean, where errors of what is drawn are of second order, its density is that of its linear map.
    const mode = drawnAt(() => 0);
    const moved = Array.from({ length: count }, (_, i) =>
      drawnAt((k) => (k === i ? 1 : 0)).map((x, k) => x - mode[k]!),
    );
    const free = Array.from(mode, (_, k) => k).filter((k) => moved.some((column) => column[k] !== 0));
    expect(free).toHaveLength(count);
    const jacobian = moved.map((column) => free.map((k) => column[k]!));
    const conditional = -0.5 * count * Math.log(2 * Math.PI) - logAbsDeterminant(jacobian);
    const expected = density.evaluate(mode, new Float64Array(plain.dimension)) - conditional;
    const value = compiled.evaluate(position, new Float64Array(traced.dimension));
    expect(Math.abs(value - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-9);
  });
});
