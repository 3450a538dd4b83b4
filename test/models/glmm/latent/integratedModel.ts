/** A Gaussian model with effects integrated out beside the same by dense matrices, and what must agree. */
import { expect } from "vitest";
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../../engine/core/CompiledModel.js";
import type { TracedModel } from "../../../../engine/core/Model.js";
import type { Rng } from "../../../../engine/core/Rng.js";
import { glmm, type GlmmModel, type GlmmOptions } from "../../../../models/glmm/glmm.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { conditionalLaw, denseModel, marginalLogDensity, type DenseModel, type Draws } from "./denseModel.js";
import { derivatives } from "./extrapolated.js";
import { logJacobian } from "./logJacobian.js";
import { dot, product, transposed } from "./matrices.js";
import type { RandomModel } from "./randomGaussian.js";
import type { Covariance } from "./relatives.js";

/** A model with its data, and what is known of its levels without the package. */
export interface GaussianCase extends RandomModel {
  readonly seed: number;
  readonly structures?: GlmmOptions["structures"];
  /** Covariance of levels by the group's name in draws; others are independent. */
  readonly related?: ReadonlyMap<string, Covariance>;
}

export interface IntegratedModel {
  readonly random: GaussianCase;
  readonly model: GlmmModel;
  readonly traced: TracedModel;
  readonly compiled: CompiledModel;
  readonly position: Float64Array;
  /** Standard normals that a draw takes. */
  readonly normals: number;
  /** Draws with numbers of ours in the place of standard normals. */
  drawn(position: Float64Array, normal: (i: number) => number): Float64Array;
  /** The same by name, at the mean of what is drawn. */
  drawsAt(position: Float64Array): Draws;
  /** The dense model at a position. */
  denseAt(position: Float64Array): DenseModel;
}

/** Traces a model with what can be integrated out, at a position of its seed. */
export function integratedModel(random: GaussianCase): IntegratedModel {
  const { formulas, priors, table, seed, structures, related } = random;
  const model = glmm(formulas, { priors, ...(structures ? { structures } : {}) });
  const traced = model.trace(table, { integrate: true });
  const compiled = load(compile(traced.graph, traced.names));
  const rng = testRng(seed);
  const position = Float64Array.from({ length: traced.dimension }, () => 0.8 * rng.normal());
  const out = new Float64Array(traced.names.length);
  let normals = 0;
  const drawn: IntegratedModel["drawn"] = (at, normal) => {
    normals = 0;
    compiled.constrain(at, { normal: () => normal(normals++) } as Rng, out);
    return out.slice();
  };
  const drawsAt: IntegratedModel["drawsAt"] = (at) => {
    const values = drawn(at, () => 0);
    return new Map(traced.names.map((name, i) => [name, values[i]!]));
  };
  drawn(position, () => 0);
  return {
    ...{ random, model, traced, compiled, position, normals, drawn, drawsAt },
    denseAt: (at) => denseModel(model, table, traced, drawsAt(at), related),
  };
}

/** Effects too dear to be integrated out are sampled as standard normals. */
function standardNormal(z: Float64Array): number {
  return z.reduce((sum, x) => sum - 0.5 * x * x - 0.5 * Math.log(2 * Math.PI), 0);
}

/** The log density of a position by dense matrices. */
export function denseLogDensity({ random, model, traced, compiled, drawsAt, denseAt }: IntegratedModel) {
  const priors = new Float64Array(traced.blocks.length);
  return (at: Float64Array): number => {
    const response = marginalLogDensity(denseAt(at));
    compiled.logPrior(at, priors);
    const sampled = traced.blocks.reduce((sum, { latent, offset, length }, i) => {
      return sum + (latent ? standardNormal(at.subarray(offset, offset + length)) : priors[i]!);
    }, 0);
    return response + sampled + logJacobian(model, random.table, traced, at, drawsAt(at), drawsAt);
  };
}

/**
 * That the log density is that of a dense multivariate normal, and its gradient.
 *
 * @param most Coordinates whose slopes are looked at, spread over all.
 */
export function expectDenseDensity(made: IntegratedModel, most = Infinity): void {
  const { traced, compiled, position } = made;
  expect(traced.blocks.some(({ latent, length }) => latent && length === 0)).toBe(true);
  const dense = denseLogDensity(made);
  const gradient = new Float64Array(traced.dimension);
  const value = compiled.evaluate(position, gradient);
  const expected = dense(position);
  // Both sides round: the larger the density, the more.
  expect(Math.abs(value - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-9);
  const step = Math.max(1, Math.ceil(traced.dimension / most));
  const looked = Array.from(position, (_, i) => i).filter((i) => i % step === 0);
  const within = (x: Float64Array) => {
    const at = position.slice();
    looked.forEach((place, k) => void (at[place] = x[k]!));
    return dense(at);
  };
  const slopes = derivatives(
    within,
    Float64Array.from(looked, (place) => position[place]!),
  );
  const largest = slopes.reduce((least, slope) => Math.max(least, Math.abs(slope)), 1);
  slopes.forEach((slope, k) => expect(Math.abs(gradient[looked[k]!]! - slope)).toBeLessThan(1e-7 * largest));
}

/**
 * That effects and coefficients are drawn from their normal law given the response, and that the log likelihood by row is that
 * given these.
 *
 * @param most Effects whose covariances are looked at, spread over all.
 */
export function expectConditionalLaw(made: IntegratedModel, most = Infinity): void {
  const { random, model, traced, compiled, position, normals, drawn, drawsAt, denseAt } = made;
  const place = new Map(traced.names.map((name, i) => [name, i]));
  const dense = denseAt(position);
  const { mean, covariance } = conditionalLaw(dense);
  const { names, means, intercept } = model.encoder(random.table).frame.predictors[0]!;
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
  const expectedCovariance = product(reported, transposed(product(reported, covariance)));
  const centre = drawn(position, () => 0);
  const at = dense.names.map((name) => place.get(name)!);
  // Nodes that are no levels take normals of their own.
  const columns = Array.from({ length: normals }, (_, i) => {
    const moved = drawn(position, (k) => (k === i ? 1 : 0));
    return at.map((one) => moved[one]! - centre[one]!);
  });
  const sd = expectedCovariance.map((row, i) => Math.sqrt(row[i]!));
  const step = Math.max(1, Math.ceil(at.length / most));
  for (let i = 0; i < at.length; i++) {
    // Against rounding of numbers of the size of the response.
    const fine = 1e-8 * sd[i]! + 1e-11 * Math.abs(expectedMean[i]!);
    expect(Math.abs(centre[at[i]!]! - expectedMean[i]!)).toBeLessThan(fine);
    for (let j = i % step; j <= i; j += step) {
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
  const theta = dense.names.map(centred);
  dense.response.forEach((y, row) => {
    const eta = dense.known[row]! + dot(dense.design[row]!, theta);
    const [count, variance] = [dense.counts[row]!, dense.noise[row]! * dense.counts[row]!];
    const expected = -0.5 * count * ((y - eta) ** 2 / variance + Math.log(2 * Math.PI * variance));
    expect(Math.abs(rowsGiven[row]! - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
  });
}
