/** The regularised horseshoe prior of all coefficients of a predictor. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { jointPrior } from "./jointPrior.js";

/** Names and defaults are those of brms. */
export interface HorseshoeOptions {
  /** Degrees of freedom of the local scales; 1, half-Cauchy, unless told. */
  readonly df?: number;
  /** Scale of the global scale; 1 unless told. */
  readonly scale_global?: number;
  /** Degrees of freedom of the global scale; 1 unless told. */
  readonly df_global?: number;
  /** Scale of the slab, which the largest coefficients come from; 2 unless told. */
  readonly scale_slab?: number;
  /** Degrees of freedom of the slab; 4 unless told. */
  readonly df_slab?: number;
  /** Coefficients expected to differ from 0 over those expected not to; sets `scale_global` to it over √n, n the rows. */
  readonly par_ratio?: number | null;
  /** Whether the global scale is multiplied by sigma, where the model has one number for it; true unless told. */
  readonly autoscale?: boolean;
}

/**
 * The regularised horseshoe: coefficients bₖ ~ normal(0, τ λ̃ₖ), λ̃ₖ² = c² λₖ²/(c² + τ² λₖ²), local scales λₖ ~ half-t(df), the global
 * scale τ ~ half-t(df_global, scale_global sigma), and the slab c²/scale_slab² ~ inv_gamma(df_slab/2, df_slab/2). It shrinks small coefficients
 * to nearly nothing and leaves large ones where they are, up to the width of the slab. All columns should have about the same unit.
 * Piironen & Vehtari 2017, Sparsity information and regularization in the horseshoe and other shrinkage priors, Electronic Journal of Statistics 11.
 *
 * @example prior("b", horseshoe({ par_ratio: 0.1 }))
 * @throws UserError for a number that is not finite and above 0.
 */
export function horseshoe(options: HorseshoeOptions = {}): Distribution {
  const { df = 1, scale_global = 1, df_global = 1, scale_slab = 2, df_slab = 4, autoscale = true } = options;
  const par_ratio = options.par_ratio ?? undefined;
  const numbers = {
    df,
    scale_global,
    df_global,
    scale_slab,
    df_slab,
    ...(par_ratio === undefined ? {} : { par_ratio }),
  };
  for (const [name, value] of Object.entries(numbers)) {
    if (typeof value === "number" && value > 0 && value < Infinity) continue;
    throw new UserError(`the ${name} of horseshoe must be a finite number above 0; it is ${String(value)}.`);
  }
  if (typeof autoscale !== "boolean") throw new UserError("the autoscale of horseshoe must be TRUE or FALSE.");
  return jointPrior("horseshoe", { ...numbers, autoscale: Number(autoscale) });
}
