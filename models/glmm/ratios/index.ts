/** Coefficients of a fitted GLMM as ratios. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { ratiosOf, type Ratios, type RatiosOptions } from "./ratios.js";

export type { RatioRow, Ratios, RatiosOptions } from "./ratios.js";
export { ratiosText } from "./ratiosText.js";

/**
 * Coefficients exponentiated, under the name that family and link give them: odds ratios of logit, rate ratios of counts with log link,
 * hazard ratios of cloglog, ratios of means and of medians. Ends of intervals are e to the quantiles of the coefficient, and the
 * estimate is e to its median; they are given the effects of groups.
 *
 * @throws UserError when the posterior is not that of a GLMM, and where coefficients are no ratios, as with identity link.
 * @example
 * const { rows } = ratios(posterior, { per: { age: 10 } });
 * rows.map(({ coefficient, kind, ratio }) => `${coefficient}: ${kind} ${ratio.toFixed(2)}`);
 */
export function ratios(posterior: Posterior, options: RatiosOptions = {}): Ratios {
  return ratiosOf(fittedGlmm(posterior), options);
}
