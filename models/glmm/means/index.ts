/** Means at levels of factors, slopes at them, and their contrasts. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { contrastsOf, type Contrasts, type ContrastsOptions } from "./contrasts.js";
import { marginalMeansOf, slopesOf, type MarginalMeans, type Slopes } from "./marginalMeans.js";
import type { MeansOptions } from "./MeansOptions.js";

export type { ContrastMethod } from "./contrastWeights.js";
export type { ContrastRow, Contrasts, ContrastsOptions } from "./contrasts.js";
export type { AtValue, MarginalMeans, MeanRow, MeansSetting, Slopes } from "./marginalMeans.js";
export type { AtValues, MeansOptions } from "./MeansOptions.js";
export { contrastsText, meansText } from "./meansText.js";

/**
 * The mean at each level of a factor, or at each combination of several, in each posterior draw: estimated marginal means (Searle, Speed &
 * Milliken 1980, The American Statistician 34, 216-221; the package emmeans). Other factors of the population level are averaged over,
 * numbers are held at their mean; a number that is asked about takes the values of `at`. Group-level effects are 0 unless
 * `groups` is `averaged`.
 *
 * On the scale of the link unless `scale` is `response`. Then the mean predictor is transformed, as emmeans does, or with
 * `average: "response"` expected responses are averaged.
 *
 * @throws UserError when the posterior is of no GLMM, and for predictors, values and options that there are not.
 * @example
 * const { rows } = marginalMeans(posterior, "arm", { by: "sex", scale: "response" });
 * console.log(meansText(marginalMeans(posterior, ["arm", "day"], { at: { day: [0, 7, 28] } })));
 */
export function marginalMeans(
  posterior: Posterior,
  variables: string | readonly string[],
  options: MeansOptions = {},
): MarginalMeans {
  return marginalMeansOf(fittedGlmm(posterior), variables, options);
}

/**
 * The slope of a number at each level of factors, in each posterior draw: with `by: "arm"` that within each arm (emtrends of the package
 * emmeans). It is taken at the mean of the number, or at the values of `at`. On the scale of the response it is the change of the
 * response by a unit of the number, at that place.
 *
 * @throws UserError as {@link marginalMeans} does, and for a factor.
 * @example slopes(posterior, "time", { by: "arm" }).rows.map(({ name, mean }) => [name, mean]);
 */
export function slopes(posterior: Posterior, variable: string, options: MeansOptions = {}): Slopes {
  return slopesOf(fittedGlmm(posterior), variable, options);
}

/**
 * Contrasts of the means at levels of a factor, or of slopes there, in each posterior draw; within the levels of `by`. On the scale of a
 * log or logit link each comes with e to it: a ratio of means or rates, an odds ratio. On the scale of the response
 * contrasts are differences of responses: of probabilities they are risk differences.
 *
 * @throws UserError as {@link marginalMeans} does, and for methods and references that there are not.
 * @example
 * contrasts(posterior, "arm", { reference: "placebo", by: "sex" });
 * contrasts(posterior, "arm:sex", { interaction: true }); // differences of differences
 * contrasts(posterior, "arm", { slope: "time" }); // differences of slopes
 */
export function contrasts(
  posterior: Posterior,
  variables: string | readonly string[],
  options: ContrastsOptions = {},
): Contrasts {
  return contrastsOf(fittedGlmm(posterior), variables, options);
}
