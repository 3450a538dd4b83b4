/** Intraclass correlations and shares of variance that a fitted GLMM explains. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { iccDrawsOf, summariseIcc, type Icc, type IccDraws, type IccOptions } from "./icc.js";
import { r2ShareDrawsOf, summariseR2, type R2, type R2ShareDraws } from "./r2.js";
import type { ShareQuestionOptions } from "./ShareQuestionOptions.js";

export type { Icc, IccAnswer, IccDraws, IccOf, IccOptions } from "./icc.js";
export type { R2, R2Answer, R2Pair, R2ShareDraws } from "./r2.js";
export type { Approximation, ShareQuestionOptions } from "./ShareQuestionOptions.js";
export { iccText, r2Text } from "./shareTexts.js";

/**
 * The intraclass correlation of every group, and of all together, in each posterior draw. On the scale of the link it is the variance of
 * the group's effects over that of all groups and the residual (`adjusted`), or also of fixed effects (`unadjusted`), as in Nakagawa,
 * Johnson & Schielzeth 2017, Journal of the Royal Society Interface 14, 20170213. The residual variance there is sigma² for gaussian
 * responses, π²/3, 1 and π²/6 for logit, probit and cloglog, ln(1 + 1/m + 1/shape) for counts of mean m; `residualWords` says which. With
 * slopes variances are means over the rows (Johnson 2014, Methods in Ecology and Evolution 5, 944-946). `data` is the
 * correlation of the responses themselves (`icc` of {@link varianceShare}).
 *
 * The mean response m is the model's own, averaged over rows and effects: what a null model's exp(b₀ + v/2) stands for elsewhere.
 *
 * @throws UserError when the posterior is not that of a GLMM, no two rows share effects on the mean, and for an unknown group.
 * @example icc(posterior).rows.find(({ group }) => group === "herd")?.adjusted.median;
 */
export function icc(posterior: Posterior, options: IccOptions = {}): Icc {
  return summariseIcc(iccDraws(posterior, options));
}

/** As {@link icc}, with draws in place of summaries. @throws UserError as icc does. */
export function iccDraws(posterior: Posterior, options: IccOptions = {}): IccDraws {
  return iccDrawsOf(fittedGlmm(posterior), options);
}

/**
 * How much of the variance is explained, in each posterior draw, by fixed effects alone (marginal) and with the effects of groups
 * (conditional). `nakagawa` is on the scale of the link, as R²_GLMM of Nakagawa, Johnson & Schielzeth 2017 (the packages MuMIn and
 * performance): var(Xb) over the rows with n − 1 below, variances of effects, and the residual variance as in {@link icc}. `bayes` is
 * Bayesian R² on the scale of the response, see {@link r2Draws}.
 *
 * @throws UserError when the posterior is not that of a GLMM.
 * @example r2(posterior).nakagawa.marginal.mean;
 */
export function r2(posterior: Posterior, options: ShareQuestionOptions = {}): R2 {
  return summariseR2(r2ShareDraws(posterior, options));
}

/** As {@link r2}, with draws in place of summaries. @throws UserError as r2 does. */
export function r2ShareDraws(posterior: Posterior, options: ShareQuestionOptions = {}): R2ShareDraws {
  return r2ShareDrawsOf(fittedGlmm(posterior), options);
}
