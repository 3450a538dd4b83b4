/** A table as a model sees it: response, columns of each predictor, and group-level terms. */
import type { Weighting } from "../formula/Formula.js";
import type { LinkName } from "./Family.js";
import type { Kernel } from "./structures/Kernel.js";
import type { Structure } from "./structures/Structure.js";

export interface Response {
  /** The response's text without white space. */
  readonly name: string;
  /** NaN in rows of new data whose response is not known. */
  readonly values: Float64Array;
  readonly trials?: Float64Array;
  readonly rate?: Float64Array;
  /** Known standard errors, and whether sigma is added to them. */
  readonly se?: { readonly values: Float64Array; readonly sigma: boolean };
  /** What each row counts for; of a sample already scaled to add up to the number of rows fitted. */
  readonly weights?: { readonly meaning: Weighting; readonly values: Float64Array };
}

/** The population level of one distributional parameter that has a formula. */
export interface Predictor {
  /** "mu", "sigma", … */
  readonly parameter: string;
  readonly link: LinkName;
  /** See PredictorFormula. */
  readonly intercept: "centred" | "coefficient" | "none";
  /** Names of the coefficients in draws, without `b_` and without a centred intercept: `x`, `sigma_x`. */
  readonly names: readonly string[];
  /** One column for each name, uncentred. */
  readonly columns: readonly Float64Array[];
  /** Means over the fitted rows by which the columns are centred; zeros unless the intercept is centred. */
  readonly means: Float64Array;
  readonly offset?: Float64Array;
}

/**
 * A group-level term: its sparse design is one row of `columns` at the level `index` of each row of the table. Its effects are
 * normal with mean 0, with covariance diag(sd) R diag(sd) within a level; R is the identity where effects are uncorrelated.
 * Between levels they are independent, unless the term has a kernel: then the covariance of effects k of level i and l of level j is
 * that within a level at (k, l), times the kernel's at (i, j).
 */
export interface GroupTerm {
  /** Distributional parameter whose predictor it enters. */
  readonly parameter: string;
  /** As in names of draws: `g`, `a:b`, and `species.t` of a structured term beside others of the same grouping. */
  readonly group: string;
  /** The columns of the grouping as text: `g`, `a:b`. */
  readonly grouping: string;
  readonly levels: readonly string[];
  /** Names of the effects of a level, as in draws: `Intercept`, `x`. */
  readonly coefficients: readonly string[];
  /** One column for each coefficient; undefined for a column of ones. */
  readonly columns: readonly (Float64Array | undefined)[];
  /** Level of each row; in new data −1 − k is the k-th of `newLevels`. */
  readonly index: Int32Array;
  /** Levels of new data that the fit did not have. */
  readonly newLevels: readonly string[];
  readonly correlated: boolean;
  /** How levels are related; absent where they are independent. */
  readonly related?: { readonly kernel: Kernel; readonly structure: Structure };
  /** As a person asked for; `auto` where the package may choose. */
  readonly parametrisation: "centred" | "noncentred" | "auto";
}

export interface Frame {
  readonly rows: number;
  /** Absent for new data that have neither a response nor additions to it. */
  readonly response?: Response;
  /** mu first. */
  readonly predictors: readonly Predictor[];
  readonly groups: readonly GroupTerm[];
}
