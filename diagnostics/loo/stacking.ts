/** Weights of models whose mixture predicts best. */
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import { nonNegativeQuadratic } from "./nonNegativeQuadratic.js";

/** Steps are quadratic, so that some ten are usual. */
const mostSteps = 200;
/** How far a model's gain may lie above that of the mixture: the mean log score is then within so much of the best. */
const enough = 1e-12;
/** Keeps steps defined where models predict the same; relative to the largest curvature. */
const ridge = 1e-12;

/**
 * Stacking weights (Yao, Vehtari, Simpson and Gelman 2018, Bayesian Analysis 13:917): w ≥ 0 with sum 1 that maximise Σᵢ log Σₖ wₖ
 * exp(elpdᵢₖ). The problem is convex. Minimising Σₖ wₖ - (1/n) Σᵢ log Σₖ wₖ exp(elpdᵢₖ) over w ≥ 0 has the same solution, and is done by
 * sequential quadratic programming (Kim, Carbonetto, Stephens and Anitescu 2020, Journal of Computational and Graphical Statistics 29:261).
 *
 * Weights tell who is needed in a mixture, not who is better: of two models that predict alike, one may get all. Never give them without
 * the differences of `looCompare`.
 *
 * @param elpd of each model, by observation, all of one length and finite
 * @returns (models) weights, NaN where some elpd is not finite
 * @throws RangeError if the models have different numbers of observations
 * @example stacking([modelA.pointwise.elpd, modelB.pointwise.elpd]) // [0.53, 0.47]
 */
export function stacking(elpd: readonly Float64Array[]): Float64Array {
  const models = elpd.length;
  const count = checkedCount(elpd);
  const weights = new Float64Array(models).fill(1 / models);
  if (models < 2 || count === 0) return weights;
  const density = relativeDensities(elpd, count);
  if (density === undefined) return weights.fill(NaN);
  for (let step = 0; step < mostSteps; step++) {
    const { value, gain, curvature } = expansion(density, weights);
    if (isSolved(gain, weights)) break;
    if (!improve(density, weights, value, gain, curvature)) break;
  }
  return normalised(weights);
}

/** exp(elpdᵢₖ - maxₖ elpdᵢₖ), observation by observation; undefined if some elpd is not finite. */
function relativeDensities(elpd: readonly Float64Array[], count: number): Float64Array | undefined {
  const models = elpd.length;
  const density = new Float64Array(count * models);
  for (let i = 0; i < count; i++) {
    let best = -Infinity;
    for (let k = 0; k < models; k++) {
      if (!Number.isFinite(elpd[k][i])) return undefined;
      best = Math.max(best, elpd[k][i]);
    }
    for (let k = 0; k < models; k++) density[i * models + k] = exp(elpd[k][i] - best);
  }
  return density;
}

/** What is minimised, the models' gains (1/n) Σ Lᵢₖ/rᵢ with rᵢ = Σ wₖ Lᵢₖ, and the matrix of second derivatives, row by row. */
function expansion(density: Float64Array, weights: Float64Array) {
  const models = weights.length;
  const count = density.length / models;
  const gain = new Float64Array(models);
  const curvature = new Float64Array(models * models);
  for (let at = 0; at < density.length; at += models) {
    const mixed = mixture(density, weights, at);
    for (let k = 0; k < models; k++) {
      const share = density[at + k] / mixed / count;
      gain[k] += share;
      for (let l = 0; l <= k; l++) curvature[k * models + l] += (share * density[at + l]) / mixed;
    }
  }
  for (let k = 0; k < models; k++) for (let l = 0; l < k; l++) curvature[l * models + k] = curvature[k * models + l];
  return { value: objective(density, weights), gain, curvature };
}

/** The conditions of an optimum: no gain above 1, and a gain of 1 where there is weight. */
function isSolved(gain: Float64Array, weights: Float64Array): boolean {
  for (let k = 0; k < gain.length; k++) {
    if (gain[k] - 1 > enough || weights[k] * Math.abs(gain[k] - 1) > enough) return false;
  }
  return true;
}

/** Steps towards the minimum of the quadratic expansion, as far as it improves; false where nothing does any more. */
function improve(
  density: Float64Array,
  weights: Float64Array,
  value: number,
  gain: Float64Array,
  curvature: Float64Array,
): boolean {
  const models = weights.length;
  let largest = 0;
  for (let k = 0; k < models; k++) largest = Math.max(largest, curvature[k * models + k]);
  for (let k = 0; k < models; k++) curvature[k * models + k] += ridge * largest;
  // In terms of the new weights y: minimise yᵀHy/2 + bᵀy with b = gradient - H w and gradient 1 - gain.
  const linear = Float64Array.from(gain, (g, k) => {
    let product = 0;
    for (let l = 0; l < models; l++) product += curvature[k * models + l] * weights[l];
    return 1 - g - product;
  });
  const target = nonNegativeQuadratic(curvature, linear);
  let slope = 0;
  for (let k = 0; k < models; k++) slope += (1 - gain[k]) * (target[k] - weights[k]);
  if (!(slope < 0)) return false;
  const start = weights.slice();
  for (let size = 1; size > 1e-10; size /= 2) {
    for (let k = 0; k < models; k++) weights[k] = Math.max(0, start[k] + size * (target[k] - start[k]));
    if (objective(density, weights) <= value + 0.01 * size * slope) return true;
  }
  weights.set(start);
  return false;
}

function objective(density: Float64Array, weights: Float64Array): number {
  const models = weights.length;
  let sum = 0;
  for (let at = 0; at < density.length; at += models) sum -= log(mixture(density, weights, at));
  let total = 0;
  for (let k = 0; k < models; k++) total += weights[k];
  return total + (sum * models) / density.length;
}

function mixture(density: Float64Array, weights: Float64Array, at: number): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += weights[k] * density[at + k];
  return sum;
}

function normalised(weights: Float64Array): Float64Array {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += weights[k];
  return weights.map((weight) => weight / sum);
}

/** The common number of observations. */
export function checkedCount(elpd: readonly Float64Array[]): number {
  const count = elpd.length === 0 ? 0 : elpd[0].length;
  const other = elpd.find((values) => values.length !== count);
  if (other !== undefined) {
    throw new RangeError(`models of the same observations are needed, two of these have ${count} and ${other.length}`);
  }
  return count;
}
