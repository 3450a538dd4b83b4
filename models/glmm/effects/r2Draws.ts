/** What Bayesian R² is made of: the variance that a model explains and what it leaves, draw by draw. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { expectationOf } from "../prediction/epred.js";
import { lawRows } from "../prediction/lawRows.js";
import { predictionContext } from "../prediction/predictionContext.js";
import { likelihoodWeights } from "../rowWeights.js";

/** Draws of variances over the rows. */
export interface VarianceDraws {
  /** Of the expected responses. */
  readonly fitted: Float64Array;
  /** That responses have about their expectation by the model. */
  readonly residual: Float64Array;
  /** Of the observed residuals, response minus expectation: what brms takes for the residual variance. */
  readonly observed: Float64Array;
}

/** See {@link r2Draws}. */
export interface R2Draws {
  /** Given the effects of groups. */
  readonly conditional: VarianceDraws;
  /** Without them: what they explain counts as residual. The same as `conditional` for a model without groups. */
  readonly marginal: VarianceDraws;
}

export interface R2Options {
  /** How many draws, evenly spaced, or which, by their places from 0 through all chains one after another; all unless told. */
  readonly draws?: number | ArrayLike<number>;
}

/**
 * Variances whose share fitted/(fitted + residual) is Bayesian R² (Gelman, Goodrich, Gabry & Vehtari 2019, The American Statistician 73,
 * 307-309), on the scale of the response: counts of successes for binomial trials. The residual variance by the model is the mean over
 * rows of the family's variance: sigma² of gaussian responses, n p (1 − p) of successes, the mean of Poisson counts. With `observed` in
 * its place the share is that of brms's `bayes_R2`, for `marginal` of `bayes_R2(re_formula = NA)`.
 *
 * Of the marginal share the residual is the family's variance and that of what the effects of groups add to the expectation. Rows count
 * by their weights of frequency or sampling. A draw is NaN where a row has no mean or no finite variance.
 *
 * @throws UserError when the posterior is of no GLMM, and for draws that it does not have.
 * @example
 * const { fitted, residual } = r2Draws(posterior).conditional;
 * const r2 = fitted.map((variance, d) => variance / (variance + residual[d]));
 */
export function r2Draws(asked: Posterior | FittedGlmm, options: R2Options = {}): R2Draws {
  refuseUnknownOptions("r2Draws", options, ["draws"]);
  const fitted = fittedOf(asked);
  const { frame } = fitted;
  const hasGroups = frame.groups.some(({ parameter }) => parameter === "mu");
  const whole = expectationOf(fitted, options).blocks();
  const population = hasGroups
    ? expectationOf(fitted, { ...options, groups: "none" })
        .blocks()
        [Symbol.iterator]()
    : undefined;
  const y = frame.response!.values;
  const weights = likelihoodWeights(frame.response!);
  const count = predictionContext(fitted, options).selection.count;
  const [explained, left, ofPopulation, leftOfPopulation, ofGroups] = Array.from({ length: 5 }, () => moments(count));
  for (const { firstRow, rows, values } of whole) {
    const others = population?.next().value?.values;
    for (let k = 0; k < rows; k += 1) {
      const row = firstRow + k;
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      const at = k * count;
      explained!.add(weight, (d) => values[at + d]!);
      left!.add(weight, (d) => y[row]! - values[at + d]!);
      if (!others) continue;
      ofPopulation!.add(weight, (d) => others[at + d]!);
      leftOfPopulation!.add(weight, (d) => y[row]! - others[at + d]!);
      ofGroups!.add(weight, (d) => values[at + d]! - others[at + d]!);
    }
  }
  const residual = familyVariance(fitted, options, weights);
  const conditional = { fitted: explained!.variances(), residual, observed: left!.variances() };
  if (!hasGroups) return { conditional, marginal: conditional };
  const added = ofGroups!.variances();
  return {
    conditional,
    marginal: {
      fitted: ofPopulation!.variances(),
      residual: residual.map((variance, d) => variance + added[d]!),
      observed: leftOfPopulation!.variances(),
    },
  };
}

interface Moments {
  add(weight: number, value: (draw: number) => number): void;
  /** With the sum of weights minus one below. */
  variances(): Float64Array;
}

/** Weighted variances of many draws side by side, row after row (West 1979, Comm. ACM 22, 532-535). */
function moments(count: number): Moments {
  const means = new Float64Array(count);
  const squares = new Float64Array(count);
  let total = 0;
  return {
    add(weight, value) {
      total += weight;
      for (let d = 0; d < count; d += 1) {
        const off = value(d) - means[d]!;
        const step = (off * weight) / total;
        means[d]! += step;
        squares[d]! += weight * off * (off - step);
      }
    },
    variances: () => squares.map((sum) => sum / (total - 1)),
  };
}

/** Weighted mean over rows of the variance of responses about their expectation, for each draw. */
function familyVariance(fitted: FittedGlmm, options: R2Options, weights: Float64Array | undefined): Float64Array {
  const context = predictionContext(fitted, options);
  const { family, link, frame } = fitted;
  const write = lawRows(fitted, context, frame.response!, () => (inputs) => family.variance(inputs, link));
  const row = new Float64Array(context.selection.count);
  const sum = new Float64Array(row.length);
  let total = 0;
  for (let i = 0; i < frame.rows; i += 1) {
    const weight = weights?.[i] ?? 1;
    if (weight === 0) continue;
    write(i, row, 0);
    total += weight;
    for (let d = 0; d < row.length; d += 1) sum[d]! += weight * row[d]!;
  }
  return sum.map((value) => value / total);
}
