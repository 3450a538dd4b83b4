/** Questions about the effects of a fitted GLMM, put to its posterior. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { ancestralOf, type Ancestral, type AncestralOptions } from "./ancestral.js";
import { coefOf, type CoefOptions, type CoefRow } from "./coef.js";
import { fixefOf, type FixefRow } from "./fixef.js";
import { ranefOf, type RanefOptions, type RanefRow } from "./ranef.js";
import { shrinkageOf, type Shrinkage, type ShrinkageOptions } from "./shrinkage.js";
import { varCorrOf, type VarCorrRow } from "./varCorr.js";

export type { Ancestral, AncestralOptions, AncestralRow, AncestralValue } from "./ancestral.js";
export { ancestralText } from "./ancestralText.js";
export type { EffectTextOptions } from "./cells.js";
export type { CoefOptions, CoefRow } from "./coef.js";
export type { DrawSummary } from "./DrawSummary.js";
export { coefText, fixefText, ranefText } from "./effectText.js";
export type { FixefRow } from "./fixef.js";
export type { RanefOptions, RanefRow } from "./ranef.js";
export type { RankSummary } from "./rankLevels.js";
export type { Shrinkage, ShrinkageDefinitions, ShrinkageOptions, ShrinkageRow } from "./shrinkage.js";
export { shrinkageText } from "./shrinkageText.js";
export type { VarCorrRow } from "./varCorr.js";
export { varCorrText } from "./varCorrText.js";

/**
 * Population-level coefficients of all distributional parameters, on the link scale; the intercept is that of columns that
 * are not centred.
 *
 * @throws UserError when the posterior is not that of a GLMM.
 * @example fixef(posterior).find(({ coefficient }) => coefficient === "x")?.mean;
 */
export function fixef(posterior: Posterior): FixefRow[] {
  return fixefOf(fittedGlmm(posterior));
}

/**
 * Effects of the levels of groups, their deviations from the population on the link scale, in the order of terms,
 * coefficients and levels.
 *
 * @throws UserError when the posterior is not that of a GLMM, or has no such group.
 * @example ranef(posterior, { group: "herd" }).filter(({ rank }) => rank.mean < 3);
 */
export function ranef(posterior: Posterior, options: RanefOptions = {}): RanefRow[] {
  return ranefOf(fittedGlmm(posterior), options);
}

/**
 * Coefficients of the levels of groups, in the order of terms, coefficients and levels: in each draw the population's
 * coefficient plus the level's effect on it. Effects of other groups on the same coefficient are not added, and population
 * coefficients that do not vary by the group are not repeated: see {@link fixef}.
 *
 * @throws UserError when the posterior is not that of a GLMM, or has no such group.
 * @example coef(posterior, { group: "Subject" })[0]?.mean;
 */
export function coef(posterior: Posterior, options: CoefOptions = {}): CoefRow[] {
  return coefOf(fittedGlmm(posterior), options);
}

/**
 * How effects vary between the levels of each group: standard deviations and variances of their coefficients, and, where
 * the formula lets effects correlate, correlations and covariances. Each is computed draw by draw, so that the mean of a
 * variance is the mean of squares. Last comes the residual standard deviation, where sigma is one parameter.
 *
 * @throws UserError when the posterior is not that of a GLMM.
 * @example varCorr(posterior).filter(({ kind }) => kind === "sd");
 */
export function varCorr(posterior: Posterior): VarCorrRow[] {
  return varCorrOf(fittedGlmm(posterior));
}

/**
 * Compares, for each level of a group and each coefficient of the mean's predictor, the estimate from the level alone, that
 * of the model, and the population's, with the shrinkage factor in between. All are on the link scale; what each of them
 * is stands in `definitions`.
 *
 * No-pooling estimates are the level's conditional maximum likelihood in each of `draws` draws, by Fisher scoring until a
 * step is at most 10⁻⁴ standard errors; for gaussian and lognormal responses with identity link one step is exact. The
 * time it takes grows with rows × draws.
 *
 * @throws UserError when the posterior is not that of a GLMM, has no such group or coefficient, or no effects of the group
 * on the mean.
 * @example shrinkage(posterior, { group: "herd" }).rows.map(({ level, factor }) => [level, factor.mean]);
 */
export function shrinkage(posterior: Posterior, options: ShrinkageOptions = {}): Shrinkage {
  return shrinkageOf(fittedGlmm(posterior), options);
}

/**
 * Values at places of a structure that data do not lie at: at the inner nodes of a tree, which reconstructs ancestral states under
 * Brownian motion, or of animals of a pedigree without data. In each draw, effects at all nodes come from their joint law given the
 * effects of the levels, which is exact; the value is the population's coefficient plus the effect. Other terms do not enter: with
 * `y ~ x + (1 | gr(species, tree = t))` an intercept is that at x = 0. The root's value is the population's coefficient.
 *
 * What the package ape calls `ace` by REML is this at the restricted maximum likelihood, for a trait without error.
 *
 * @throws UserError when the posterior is not that of a GLMM, has no such group, no structure of it, or nodes are named that the
 * structure does not have.
 * @example
 * const { rows } = ancestral(posterior, { group: "species", nodes: ["Carnivora"] });
 * console.log(rows[0]?.value.mean);
 */
export function ancestral(posterior: Posterior, options: AncestralOptions = {}): Ancestral {
  return ancestralOf(fittedGlmm(posterior), options);
}
