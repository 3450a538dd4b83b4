/** Effects within groups and between them. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { withinBetweenOf, type WithinBetween } from "./withinBetween.js";

export type { ContrastSummary, WithinBetween, WithinBetweenRow } from "./withinBetween.js";
export { withinBetweenText } from "./withinBetweenText.js";

/**
 * For each pair of `within(x | g)` and `between(x | g)` in the formula, in interactions too: the slope within groups, the slope between
 * them, and their difference, between minus within (Mundlak 1978, Econometrica 46, 69-85), in each posterior draw, on the scale of the
 * link. Where the difference is not 0, groups with other means differ in more than x. With `x + between(x | g)` the coefficient of x
 * is the slope within, and that of the mean is the difference.
 *
 * @throws UserError when the posterior is of no GLMM, and where no predictor stands within and between.
 * @example
 * const [{ contrast, excludes0 }] = withinBetween(posterior).rows;
 * console.log(contrast["q0.5"], contrast["q99.5"], excludes0["99"]);
 */
export function withinBetween(posterior: Posterior): WithinBetween {
  return withinBetweenOf(fittedGlmm(posterior));
}
