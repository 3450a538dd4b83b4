/** One observation left out, from its log likelihoods under the draws of the full fit. */
import { exp } from "../../engine/math/exp.js";
import { log1p } from "../../engine/math/log1p.js";
import { logSumExp } from "../../engine/math/logSumExp.js";
import { log } from "../../engine/math/log.js";

/** What weighted draws say of one observation. */
export interface LeftOut {
  /** Log predictive density without the observation. */
  readonly elpd: number;
  /** Log predictive density with it, minus `elpd`. */
  readonly p: number;
  /** Monte Carlo standard error of `elpd`. */
  readonly mcse: number;
  /** Effective number of draws, less for uneven weights and for correlated draws. */
  readonly ess: number;
}

/**
 * elpd = log Σ w L, p = log mean L - elpd, and the delta method's error √log(1 + var/E²) with var = Σ w² (L - E)² / r, E = exp(elpd),
 * as in R's `loo`.
 *
 * @param logLikelihood of the observation by draw
 * @param logWeights normalised, by draw
 * @param efficiency relative efficiency r of the draws
 */
export function leaveOut(logLikelihood: Float64Array, logWeights: Float64Array, efficiency: number): LeftOut {
  const count = logLikelihood.length;
  const terms = new Float64Array(count);
  for (let i = 0; i < count; i++) terms[i] = logLikelihood[i] + logWeights[i];
  const elpd = logSumExp(terms);
  let squares = 0;
  let variance = 0;
  for (let i = 0; i < count; i++) {
    const weight = exp(logWeights[i]);
    // w L / E - w, so that a likelihood beyond what doubles hold does no harm.
    const distance = exp(terms[i] - elpd) - weight;
    squares += weight * weight;
    variance += distance * distance;
  }
  return {
    elpd,
    p: logMeanExp(logLikelihood) - elpd,
    mcse: Math.sqrt(log1p(variance / efficiency)),
    ess: efficiency / squares,
  };
}

/** log of the mean of e^x, without overflow. */
export function logMeanExp(values: Float64Array): number {
  return logSumExp(values) - log(values.length);
}
