/** Fits a generalised Pareto distribution to what lies beyond a cutoff. */
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import { logSumExp } from "../../engine/math/logSumExp.js";

/** Shape k and scale sigma of a generalised Pareto distribution that begins at 0. */
export interface GeneralisedPareto {
  /** Above 0 the tail falls as x^(-1/k): moments from 1/k on do not exist. Below 0 it ends. */
  readonly k: number;
  readonly sigma: number;
}

/** How {@link gpdFit} treats the shape. */
export interface GpdFitOptions {
  /** Draws k towards 1/2 as ten more observations would (Vehtari et al. 2024, appendix C). True unless said otherwise. */
  readonly prior?: boolean;
}

/** Weight of the prior of k, in observations, and its mean. */
const priorCount = 10;
const priorShape = 0.5;

/**
 * Shape and scale by the empirical Bayes estimate of Zhang and Stephens (2009, Technometrics 51:316), with the sign of k
 * reversed: the likelihood is profiled over θ = -k/sigma, which is averaged over a grid of 30 + √n points. As in R's `loo`
 * and `posterior`. Both are NaN where the smallest quarter of the values are equal, so that there is no scale to begin
 * with, as of fewer than six values; k is Infinity where the values span more than doubles can hold.
 *
 * @param sortedExceedances ascending, all above 0: distances beyond the cutoff
 * @example gpdFit(Float64Array.of(0.1, 0.3, 0.5, 0.9, 1.2, 2.4)) // { k: 0.340…, sigma: 0.844… }
 */
export function gpdFit(sortedExceedances: Float64Array, { prior = true }: GpdFitOptions = {}): GeneralisedPareto {
  const x = sortedExceedances;
  const n = x.length;
  const quarter = x[Math.floor(n / 4 + 0.5) - 1];
  if (!(quarter > x[0])) return { k: NaN, sigma: NaN };
  const theta = profiledTheta(x, quarter);
  const shape = shapeGiven(theta, x);
  const sigma = -shape / theta;
  const k = prior ? (shape * n + priorCount * priorShape) / (n + priorCount) : shape;
  return Number.isNaN(k) ? { k: Infinity, sigma: NaN } : { k, sigma };
}

/** The mean of θ over its grid, weighted by the profile likelihood. */
function profiledTheta(x: Float64Array, quarter: number): number {
  const n = x.length;
  const size = 30 + Math.floor(Math.sqrt(n));
  const thetas = new Float64Array(size);
  const logLikelihoods = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    const theta = 1 / x[n - 1] + (1 - Math.sqrt(size / (j + 0.5))) / (3 * quarter);
    const k = shapeGiven(theta, x);
    thetas[j] = theta;
    logLikelihoods[j] = n * (log(-theta / k) - k - 1);
  }
  const total = logSumExp(logLikelihoods);
  let mean = 0;
  for (let j = 0; j < size; j++) mean += thetas[j] * exp(logLikelihoods[j] - total);
  return mean;
}

/**
 * The mean of log(1 - θ x). Factors are multiplied before a logarithm is taken of many, which costs a tenth: the sum keeps
 * an absolute error of some 1e-16 a factor, and θ x is never so small on the grid that it would matter.
 */
function shapeGiven(theta: number, x: Float64Array): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < x.length; i++) {
    product *= 1 - theta * x[i];
    if (product > 1e100 || product < 1e-100) {
      sum += log(product);
      product = 1;
    }
  }
  return (sum + log(product)) / x.length;
}
