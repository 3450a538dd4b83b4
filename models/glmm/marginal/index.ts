/** Population-averaged effects of a fitted GLMM beside conditional ones. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { fittedOf } from "../fittedOf.js";
import type { Marginal, MarginalDraws } from "./Marginal.js";
import { marginalDrawsOf } from "./marginalDraws.js";
import type { MarginalOptions } from "./MarginalOptions.js";
import { responseDrawsOf } from "./responseDraws.js";
import type { ResponseOptions } from "./ResponseOptions.js";
import type { ImpliedResponseDraws, ImpliedResponses } from "./Responses.js";
import { summariseMarginal } from "./summariseMarginal.js";
import { summariseResponses } from "./summariseResponses.js";

export type {
  Contrasted,
  Marginal,
  MarginalCoefficient,
  MarginalContrast,
  MarginalDraws,
  MarginalOf,
  Sides,
} from "./Marginal.js";
export type { MarginalOptions } from "./MarginalOptions.js";
export { marginalText } from "./marginalText.js";
export type { ResponseOptions } from "./ResponseOptions.js";
export type { ImpliedPair, ImpliedResponse, ImpliedResponseDraws, ImpliedResponses, ResponsesOf } from "./Responses.js";
export { impliedResponsesText } from "./responsesText.js";

/**
 * Effects in the population beside effects within a group, in each posterior draw. A coefficient of a mixed model is conditional: it tells what
 * happens to a unit of one and the same group. Averaged over groups the mean follows another curve, which is flatter where the link is
 * logit, probit or cloglog; trials and public health ask for that.
 *
 * - `coefficients`: the least-squares projection of the link of the averaged mean on the columns of the model, over the rows fitted (Hedeker,
 *   du Toit, Demirtas & Gibbons 2018, Biometrics 74, 354-361), on the scale of the link. Means are averaged over effects ~ N(0, Σ) of
 *   all group-level terms, by closed forms or a quadrature of ten and more digits, not by drawn levels.
 * - `contrasts`: for each variable the mean response with all rows at one value and at another, all else as it was: differences, ratios, odds
 *   ratios. `conditional` ones are those at effects of 0. They contrast predictions, and are not causal by themselves.
 *
 * @throws UserError when the posterior is not that of a GLMM, for responses that have no mean, and for options that cannot be meant.
 * @example
 * const { coefficients } = marginal(posterior);
 * coefficients.map(({ name, conditional, averaged }) => [name, conditional.mean, averaged.mean]);
 */
export function marginal(asked: Posterior | FittedGlmm, options: MarginalOptions = {}): Marginal {
  return summariseMarginal(marginalDrawsOf(fittedOf(asked), options));
}

/**
 * As {@link marginal}, with the draws of every number in place of their summaries.
 *
 * @throws UserError as marginal does.
 * @example marginalDraws(posterior, { variables: [] }).coefficients[1].averaged; // Float64Array
 */
export function marginalDraws(asked: Posterior | FittedGlmm, options: MarginalOptions = {}): MarginalDraws {
  return marginalDrawsOf(fittedOf(asked), options);
}

/**
 * What the model implies for responses whose groups are not known, over the effects of groups and their own law: mean and variance, dispersion
 * (the variance over that of a Poisson or binomial response of the same mean, above 1 where groups add to it), and covariance and
 * correlation of two responses. With log link the covariance is μ₁ μ₂ (e^c − 1), c the covariance of the predictors; for a gaussian response
 * the correlation is the intraclass correlation; for others it is integrated.
 *
 * Unless rows are told the response is that of the average row, and a pair for each group shares its effects; of given rows all pairs are told,
 * as a matrix would, from what their levels share.
 *
 * @throws UserError when the posterior is not that of a GLMM, for responses that have no mean, and for rows and levels that there are not.
 * @example
 * const { responses, pairs } = impliedResponses(posterior, { group: "patient", level: "12" });
 * pairs.map(({ first, second, correlation }) => [first, second, correlation.median]);
 */
export function impliedResponses(asked: Posterior | FittedGlmm, options: ResponseOptions = {}): ImpliedResponses {
  return summariseResponses(responseDrawsOf(fittedOf(asked), options));
}

/**
 * As {@link impliedResponses}, with the draws of every number in place of their summaries.
 *
 * @throws UserError as impliedResponses does.
 * @example impliedResponseDraws(posterior).pairs[0].correlation; // Float64Array
 */
export function impliedResponseDraws(
  asked: Posterior | FittedGlmm,
  options: ResponseOptions = {},
): ImpliedResponseDraws {
  return responseDrawsOf(fittedOf(asked), options);
}
