/** The variance that a response has around its mean, on the scale of the link. */
import { log1p } from "../../../engine/math/log1p.js";
import { trigamma } from "../../../engine/math/trigamma.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import type { LatentParts } from "../variance/latentParts.js";
import { hasLatentResidual, isOneScale } from "../variance/latentScale.js";
import { thresholdVariance } from "../variance/thresholdVariance.js";
import { averageMean } from "./averageMean.js";
import { meansOverRows, momentsAtMean } from "./momentsAtMean.js";
import type { Approximation } from "./ShareQuestionOptions.js";

export interface LinkResidual {
  readonly variance: Float64Array;
  /** What it is, in words: `π²/3 of logit`. */
  readonly words: string;
  /** Draws of the mean response that it depends on, where it does. */
  readonly mean?: Float64Array;
}

/** How it is computed for a fit; `none` where there is no such variance. */
export type ResidualForm = "own" | "threshold" | "none" | Approximation;

/**
 * `own` where the predictor and an error make up the response or its logarithm, `threshold` for the link of a binary response.
 *
 * @param asked What a person wants, where there is a choice.
 */
export function residualForm({ family, link }: FittedGlmm, asked?: Approximation): ResidualForm {
  if (hasLatentResidual({ family, link })) return "own";
  if (family.categories) return thresholdVariance({ family, link }) === undefined ? "none" : "threshold";
  const isLog = link.name === "log" && family.mean === "positive";
  if (asked === "delta" || (asked !== undefined && isLog)) return asked;
  if (thresholdVariance({ family, link }) !== undefined) return "threshold";
  return isLog ? "lognormal" : "delta";
}

/** What the residual variance is computed from. */
export interface ResidualQuestion {
  readonly fitted: FittedGlmm;
  readonly selection: DrawSelection;
  readonly form: ResidualForm;
  /** With their own residual, and of `se()` too where that is wanted. */
  readonly parts: LatentParts;
  /** Draws of the variance of all group-level effects. */
  readonly total: Float64Array;
  /** One a row. */
  readonly weights: Float64Array;
  readonly at: "rows" | "averageRow";
  readonly se: boolean;
}

/**
 * The distribution-specific variance of Nakagawa, Johnson & Schielzeth 2017, Journal of the Royal Society Interface 14, 20170213, table 1
 * and section 5: sigma² of gaussian responses, π²/3, 1 and π²/6 of logit, probit and cloglog. For others V = Var(y) at the mean response m
 * gives ln(1 + V/m²), with the log link, which is ln(1 + 1/m + 1/shape) of negbinomial counts; and V/(dm/dη)² with other links.
 */
export function linkResidual(question: ResidualQuestion): LinkResidual {
  const { fitted, selection, form, parts, total, weights, at, se } = question;
  const { link } = fitted;
  if (form === "own") return ownResidual(fitted, selection, parts);
  if (form === "threshold") return linkVariance(fitted, selection, weights);
  if (form === "none") {
    const words = `none: ${fitted.family.name} with link ${link.name} is of no one latent number`;
    return { variance: new Float64Array(selection.count).fill(NaN), words };
  }
  const mu = averageMean(fitted, selection, total, weights, at);
  const eta = mu.map((one) => link.link(one));
  const { mean, variance } = momentsAtMean(fitted, selection, eta, weights, se);
  const place = at === "rows" ? "the mean response over rows and effects" : "the mean response of the average row";
  if (form === "delta") {
    // Of a response that is 0 more often than mu says, the mean falls behind mu in proportion.
    const delta = variance.map((one, d) => {
      const slope = (link.slope(eta[d]!) * mean[d]!) / mu[d]!;
      return one / (slope * slope);
    });
    return { variance: delta, words: `variance by the squared slope of the mean, at ${place}`, mean };
  }
  const relative = variance.map((one, d) => one / (mean[d]! * mean[d]!));
  return form === "lognormal"
    ? { variance: relative.map((one) => log1p(one)), words: `ln(1 + variance/mean²) at ${place}`, mean }
    : { variance: relative.map((one) => trigamma(1 / one)), words: `ψ₁(mean²/variance) at ${place}`, mean };
}

/** Of a latent number beyond thresholds; `disc` divides its standard deviation. */
function linkVariance(fitted: FittedGlmm, selection: DrawSelection, weights: Float64Array): LinkResidual {
  const { link, frame } = fitted;
  const variance = thresholdVariance(fitted)!;
  const words = `${link.name === "probit" ? "1" : link.name === "logit" ? "π²/3" : "π²/6"} of ${link.name}`;
  const hasDisc = frame.predictors.some(({ parameter }) => parameter === "disc") || fitted.has("disc");
  if (!hasDisc) return { variance: new Float64Array(selection.count).fill(variance), words };
  const [divisor] = meansOverRows(fitted, selection, weights, false, [({ disc }) => 1 / (disc! * disc!)]);
  return { variance: divisor!.map((one) => variance * one), words: `${words}, over disc²` };
}

function ownResidual(fitted: FittedGlmm, selection: DrawSelection, { residual, sampling }: LatentParts): LinkResidual {
  const none = new Float64Array(selection.count);
  const variance = none.map((_, d) => (residual?.[d] ?? 0) + (sampling?.[d] ?? 0));
  const of = isOneScale(fitted) ? "the response" : "its logarithm";
  const words = [
    ...(residual ? [`the residual variance of ${of}`] : []),
    ...(sampling ? ["known standard errors"] : []),
  ];
  return { variance, words: words.length === 0 ? "none" : words.join(" and ") };
}
