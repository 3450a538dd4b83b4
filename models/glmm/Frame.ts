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
  /** Of a response of several columns those after the first. */
  readonly columns?: readonly Float64Array[];
  /** Names of categories, numbered from 1 in `values`; of a response of several columns those of the columns. */
  readonly categories?: readonly string[];
  readonly trials?: Float64Array;
  /** Rows of which only an interval is known. */
  readonly censoring?: Censoring;
  /** Between which numbers responses could be seen; either end may be missing. */
  readonly truncation?: { readonly lower?: Float64Array; readonly upper?: Float64Array };
  readonly rate?: Float64Array;
  /** Known standard errors, and whether sigma is added to them. */
  readonly se?: { readonly values: Float64Array; readonly sigma: boolean };
  /** What each row counts for; of a sample already scaled to add up to the number of rows fitted. */
  readonly weights?: { readonly meaning: Weighting; readonly values: Float64Array };
}

/** `none`: the response is known; `right` and `left`: it lies above or below; `interval`: it lies between it and `upper`. */
export type Censored = "none" | "right" | "left" | "interval";

/** What `cens()` says, row by row. */
export interface Censoring {
  readonly kind: readonly Censored[];
  /** Of rows whose response is an interval its upper end; NaN elsewhere. */
  readonly upper?: Float64Array;
}

/** The population level of one distributional parameter that has a formula. */
export interface Predictor {
  /** "mu", "sigma", … */
  readonly parameter: string;
  readonly link: LinkName;
  /** See PredictorFormula. */
  readonly intercept: "centred" | "coefficient" | "none";
  /** Of ordered categories: how many thresholds stand in place of the intercept; columns are centred as beside one. */
  readonly thresholds?: number;
  /** Names of the coefficients in draws, without `b_` and without a centred intercept: `x`, `sigma_x`. */
  readonly names: readonly string[];
  /** One column for each name, uncentred. */
  readonly columns: readonly Float64Array[];
  /** Means over the fitted rows by which the columns are centred; zeros unless the intercept is centred. */
  readonly means: Float64Array;
  /** Terms with `mo()`; none where this is left out. */
  readonly monotonic?: readonly MonotonicTerm[];
  /** How many of the last columns are those of the levels of monotonic effects, where these stand for the terms. */
  readonly levelColumns?: number;
  readonly offset?: Float64Array;
}

/** A monotonic effect, or an interaction with one: coefficient × column × for each `mo(x)` how far up its levels a row is. */
export interface MonotonicTerm {
  /** As `names`: `mox`, `mox:z`, `sigma_mox`. */
  readonly name: string;
  /** The product of the other variables' columns, uncentred; undefined where there are none. */
  readonly column: Float64Array | undefined;
  readonly ladders: readonly Ladder[];
}

/** The levels of one `mo(x)` in one term. */
export interface Ladder {
  /** Name of its steps in draws, without `simo_`: `mox1`, `mox:z1`. */
  readonly name: string;
  /** Level of each row, from 0. */
  readonly index: Int32Array;
  /** Levels above the lowest. */
  readonly steps: number;
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
  /** Distributional parameters of location: `mu`, or those of categories and of components of a mixture. */
  readonly locations: readonly string[];
  /** Locations first. */
  readonly predictors: readonly Predictor[];
  readonly groups: readonly GroupTerm[];
}
