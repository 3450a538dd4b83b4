/** The share of variance that a model explains of observations it has not seen. */
import type { Pointwise } from "../../engine/core/Pointwise.js";
import { UserError } from "../../engine/core/UserError.js";
import { drawExponential } from "../../engine/distributions/draw/drawExponential.js";
import { stream } from "../../engine/random/stream.js";
import { sumOf } from "./estimateOf.js";
import { looExpectation } from "./looExpectation.js";

/** How the uncertainty is told. */
export interface LooR2Options {
  readonly seed: string;
  /** Draws of the Bayesian bootstrap, 4000 unless told. */
  readonly samples?: number;
  /** Independent draws that a draw is worth, estimated by observation unless told. */
  readonly relativeEfficiency?: number;
}

/** LOO-R². */
export interface LooR2 {
  /** 1 - var(e)/var(y), e being the errors of leave-one-out predictions; below 0 where these predict worse than the mean of y. */
  readonly value: number;
  /** What it might be for other observations from where these came: its Bayesian bootstrap. */
  readonly draws: Float64Array;
  /** Shape of the tail of the weights by observation. */
  readonly paretoK: Float64Array;
}

/**
 * LOO-R² (Gelman, Goodrich, Gabry and Vehtari 2019; Vehtari, Gelman, Goodrich and Gabry 2019, online appendix): one minus the
 * variance of leave-one-out errors over that of the response, errors taken about their mean, over draws of a Bayesian bootstrap of the
 * observations.
 *
 * @param expected expected response, draws × observations
 * @param observed response (observations)
 * @param logLikelihood of the same draws and observations
 * @throws UserError for fewer than two observations, or a constant response
 * @example looR2(epred, y, pointwise, { seed: "1" }).value
 */
export function looR2(
  expected: Pointwise,
  observed: Float64Array,
  logLikelihood: Pointwise,
  options: LooR2Options,
): LooR2 {
  const { seed, samples = 4000, relativeEfficiency } = options;
  const n = observed.length;
  if (n < 2 || observed.every((y) => y === observed[0])) {
    throw new UserError("LOO-R² needs a response that varies: this one is constant");
  }
  const { values, paretoK } = looExpectation(
    expected,
    logLikelihood,
    { kind: "mean" },
    relativeEfficiency === undefined ? {} : { relativeEfficiency },
  );
  const errors = observed.map((y, i) => y - values[i]);
  const even = new Float64Array(n).fill(1 / n);
  const rng = stream(seed, "loo-r2");
  const shares = new Float64Array(n);
  const draws = Float64Array.from({ length: samples }, () => {
    for (let i = 0; i < n; i++) shares[i] = drawExponential(rng);
    const total = sumOf(shares);
    for (let i = 0; i < n; i++) shares[i] /= total;
    return explained(errors, observed, shares);
  });
  return { value: explained(errors, observed, even), draws, paretoK };
}

function explained(errors: Float64Array, observed: Float64Array, shares: Float64Array): number {
  return 1 - varianceUnder(errors, shares) / varianceUnder(observed, shares);
}

function varianceUnder(values: Float64Array, shares: Float64Array): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += shares[i] * values[i];
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += shares[i] * (values[i] - mean) * (values[i] - mean);
  return sum;
}
