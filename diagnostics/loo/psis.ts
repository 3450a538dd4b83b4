/** Importance weights whose largest are smoothed, and how far they can be trusted. */
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import { smoothTail } from "../pareto/smoothTail.js";
import { tailLength, type TailRule } from "../pareto/tailLength.js";
import { sortOrder } from "../sortOrder.js";
import { missing, type Reason, type Statistic } from "../statistic.js";

/** How weights are smoothed. */
export interface PsisOptions {
  /** Independent draws that a draw is worth, 1 unless told: correlated draws need a longer tail. */
  readonly relativeEfficiency?: number;
  /** How long the smoothed tail is; that of R's `loo` unless told. */
  readonly tail?: TailRule;
}

/** Smoothed weights. */
export interface SmoothedWeights {
  /** Logarithms of weights that sum to 1, in the order of the draws; NaN where they could not be made. */
  readonly logWeights: Float64Array;
  /**
   * Shape of the weights' tail: averages with these weights are reliable up to min(1 - 1/log10(draws), 0.7). Infinity where the
   * weights span more than doubles can hold; NaN where weights are equal in the tail (`equalTail`), or too few (`tooShort`).
   */
  readonly paretoK: Statistic;
}

/**
 * Pareto-smoothed importance sampling (Vehtari, Simpson, Gelman, Yao and Gabry 2024, Journal of Machine Learning Research 25:72):
 * the largest weights are replaced by quantiles of a generalised Pareto distribution fitted to them, none above the largest raw weight.
 *
 * @param logRatios logarithms of the unnormalised weights by draw; -Infinity is a weight of 0. For leaving an observation
 * out, its log likelihoods with the sign reversed.
 * @example
 * const { logWeights, paretoK } = psis(logLikelihood.map((x) => -x), { relativeEfficiency: 0.8 });
 */
export function psis(logRatios: Float64Array, options: PsisOptions = {}): SmoothedWeights {
  const { relativeEfficiency = 1, tail: rule = "loo" } = options;
  const count = logRatios.length;
  const largest = largestOf(logRatios);
  if (count === 0 || !Number.isFinite(largest)) {
    return { logWeights: new Float64Array(count).fill(NaN), paretoK: missing(count === 0 ? "noDraws" : "nonfinite") };
  }
  const shifted = new Float64Array(count);
  for (let i = 0; i < count; i++) shifted[i] = logRatios[i] - largest;
  const length = Math.min(tailLength(count, relativeEfficiency, rule), count - 1);
  const paretoK = smooth(shifted, length);
  return { logWeights: normalise(shifted), paretoK };
}

/** Smooths the `length` largest of log weights whose largest is 0, in place. */
function smooth(logWeights: Float64Array, length: number): Statistic {
  const count = logWeights.length;
  const order = sortOrder(logWeights);
  const first = count - length;
  const cutoff = exp(logWeights[order[first - 1] ?? order[0]]);
  const tail = new Float64Array(length);
  for (let i = 0; i < length; i++) tail[i] = exp(logWeights[order[first + i]]);
  const { k, reason, values } = smoothTail(tail, cutoff);
  if (values !== undefined) {
    for (let i = 0; i < length; i++) logWeights[order[first + i]] = Math.min(0, log(values[i]));
  }
  if (reason === undefined) return { value: k };
  return isUnderflow(reason, logWeights, order, first) ? { value: Infinity } : { value: NaN, reason };
}

/** Whether weights are equal only because most of them are too small beside the largest to be told from 0. */
function isUnderflow(reason: Reason, logWeights: Float64Array, order: Uint32Array, first: number): boolean {
  const quarter = order[first + ((logWeights.length - first) >> 2)];
  return reason === "equalTail" && logWeights[quarter] < -700;
}

/** Log weights, the largest 0, moved in place so that weights sum to 1. */
function normalise(logWeights: Float64Array): Float64Array {
  let sum = 0;
  for (let i = 0; i < logWeights.length; i++) sum += exp(logWeights[i]);
  const total = log(sum);
  for (let i = 0; i < logWeights.length; i++) logWeights[i] -= total;
  return logWeights;
}

/** The largest, NaN if any is NaN. */
function largestOf(values: Float64Array): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] <= largest)) {
      if (Number.isNaN(values[i])) return NaN;
      largest = values[i];
    }
  }
  return largest;
}
