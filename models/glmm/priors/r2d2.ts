/** The R2-D2 prior of all coefficients of a predictor, by the share of variance that they explain. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { jointPrior } from "./jointPrior.js";

/** Names and defaults are those of brms. */
export interface R2d2Options {
  /** Mean of the beta prior of R²; 0.5 unless told. */
  readonly mean_R2?: number;
  /** Precision of the beta prior of R², the sum of its two shapes; 2 unless told. */
  readonly prec_R2?: number;
  /** Concentration of the shares of the coefficients, one number or one for each; 0.5 unless told. Below 1 few of them are large. */
  readonly cons_D2?: number | readonly number[];
  /** Whether the variance explained is in units of sigma², where the model has one number for sigma; true unless told. */
  readonly autoscale?: boolean;
}

/**
 * The R2-D2 prior: coefficients bₖ ~ normal(0, √(φₖ τ²)), τ² = sigma² R²/(1 − R²), R² ~ beta of mean `mean_R2` and precision
 * `prec_R2`, shares φ ~ dirichlet(cons_D2). R² is the share of variance explained where columns have variance 1 and are uncorrelated.
 * Zhang, Naughton, Bondell & Reich 2022, Bayesian regression using a prior on the model fit: the R2-D2 shrinkage prior, JASA 117.
 *
 * @example prior("b", r2d2({ mean_R2: 0.3, prec_R2: 10 }))
 * @throws UserError for numbers that cannot be.
 */
export function r2d2({ mean_R2 = 0.5, prec_R2 = 2, cons_D2 = 0.5, autoscale = true }: R2d2Options = {}): Distribution {
  if (!(mean_R2 > 0 && mean_R2 < 1)) {
    throw new UserError(`the mean_R2 of R2D2 must be a number between 0 and 1; it is ${mean_R2}.`);
  }
  if (!(prec_R2 > 0 && prec_R2 < Infinity)) {
    throw new UserError(`the prec_R2 of R2D2 must be a finite number above 0; it is ${prec_R2}.`);
  }
  const concentrations = typeof cons_D2 === "number" ? [cons_D2] : [...cons_D2];
  const bad = concentrations.find((value) => !(value > 0 && value < Infinity));
  if (bad !== undefined || concentrations.length === 0) {
    throw new UserError(
      `the cons_D2 of R2D2 must be finite numbers above 0; ${bad === undefined ? "there is none" : `one is ${bad}`}.`,
    );
  }
  if (typeof autoscale !== "boolean") throw new UserError("the autoscale of R2D2 must be TRUE or FALSE.");
  const cons = concentrations.length === 1 ? concentrations[0]! : concentrations;
  return jointPrior("R2D2", { mean_R2, prec_R2, cons_D2: cons, autoscale: Number(autoscale) });
}
