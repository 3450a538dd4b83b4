/** How much of the variance of the response a fitted GLMM explains. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { VarianceDraws } from "../../models/glmm/effects/r2Draws.js";
import { refusePriorOnly } from "./refusePriorOnly.js";

export interface BayesR2Options {
  /** How many draws, evenly spaced; all unless told. */
  readonly draws?: number;
}

/** Draws of shares of variance. */
export interface BayesR2 {
  /** Given the effects of groups. */
  readonly conditional: Float64Array;
  /** Of the population alone, what groups explain being part of the rest; the same as `conditional` for a model without groups. */
  readonly marginal: Float64Array;
}

/**
 * Bayesian R² (Gelman, Goodrich, Gabry and Vehtari 2019): in each draw the variance of the expected responses over itself plus the
 * residual variance that the model gives, on the scale of the response. brms's `bayes_R2` takes the variance of the observed residuals
 * instead (`r2Draws`, `observed`).
 *
 * @throws UserError for draws of the prior, and posteriors of other models than GLMMs.
 * @example
 * const { conditional, marginal } = await bayesR2(posterior);
 */
export async function bayesR2(posterior: Posterior, options: BayesR2Options = {}): Promise<BayesR2> {
  refusePriorOnly(posterior);
  const { r2Draws } = await import("../../models/glmm/effects/r2Draws.js");
  const { conditional: given, marginal: alone } = r2Draws(posterior, options);
  const conditional = share(given);
  return { conditional, marginal: alone === given ? conditional : share(alone) };
}

function share({ fitted, residual }: VarianceDraws): Float64Array {
  return fitted.map((variance, draw) => variance / (variance + residual[draw]!));
}
