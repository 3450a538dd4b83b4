/** How much of the variance of the response a fitted GLMM explains. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { VarianceDraws } from "../../models/glmm/effects/r2Draws.js";
import { refusePriorOnly } from "./refusePriorOnly.js";

export interface BayesR2Options {
  /** How many draws, evenly spaced; all unless told. */
  readonly draws?: number;
}

/** Draws that are enough for two decimals of a mean and of an interval. */
const enough = 1000;
/** Of large data as many draws as make so many expected responses, but some in any case. */
const [mostResponses, fewest] = [2e6, 100] as const;

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

/**
 * Draws that a report, and the command line unless told, average R² over: all or 1,000, fewer of many rows.
 *
 * @example r2DrawsOf(posterior) // 1000 of 4000 draws of 200 rows, 200 of 10,000 rows
 */
export function r2DrawsOf({ draws, data }: Posterior): number {
  const total = draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
  const affordable = Math.max(fewest, Math.floor(mostResponses / Math.max(1, data?.rows ?? 1)));
  return Math.min(total, enough, affordable);
}

/** A share to three decimals, one below 1 never rounding to it. */
export function shareText(value: number): string {
  if (Number.isNaN(value)) return "–";
  const text = value.toFixed(3);
  return text === "1.000" && value < 1 ? ">0.999" : text;
}

function share({ fitted, residual }: VarianceDraws): Float64Array {
  return fitted.map((variance, draw) => variance / (variance + residual[draw]!));
}
