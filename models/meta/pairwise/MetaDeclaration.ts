/** A meta-analysis of effect sizes as plain data: what is declared, kept with a fit, and enough to ask questions of it again. */
import type { Declaration } from "../../../engine/core/Model.js";

/** Columns by what they hold. */
export interface EffectColumns {
  /** Estimated effect of each row, on the scale on which it is normal: a log odds ratio, a mean difference. */
  readonly effect: string;
  /** Its standard error; absent where the variance or the covariance is told. */
  readonly se?: string;
  /** Its sampling variance. */
  readonly variance?: string;
  /** What rows are of; row numbers where it is absent. */
  readonly study?: string;
  /** Which outcome a row is of, where studies tell of several. */
  readonly outcome?: string;
}

/** How sampling errors of different rows hang together. */
export type SamplingCovariance =
  | { readonly kind: "independent" }
  /** One correlation between any two rows of a study. */
  | { readonly kind: "correlation"; readonly value: number }
  /** Columns that hold the study's block of the covariance matrix: the k-th is the covariance with the study's k-th row. */
  | { readonly kind: "columns"; readonly columns: readonly string[] }
  /** Lower triangle of the whole matrix where it is not 0: [row, column, value], from 0. */
  | {
      readonly kind: "matrix";
      readonly rows: number;
      readonly entries: readonly (readonly [number, number, number])[];
    };

export interface MetaDeclaration extends Declaration {
  readonly kind: "meta";
  readonly columns: EffectColumns;
  readonly covariance: SamplingCovariance;
  readonly effects: "random" | "fixed";
  /** Nested columns from the outermost in; empty for one random effect a row. `row` is the row itself where no column has that name. */
  readonly levels: readonly string[];
  /** Columns whose levels have random effects of their own, wherever they occur. */
  readonly crossed: readonly string[];
  /** Right side of a formula, such as `~ year + allocation`. */
  readonly moderators?: string;
  /** What the exponential of an effect is, such as `odds ratio`, where effects are logarithms of ratios. */
  readonly ratio?: string;
  /** What an effect is in words, such as `standardised mean difference`. */
  readonly measure?: string;
  /** `mu ~ normal(0, 10)`, in the order in which they are said. */
  readonly priors: readonly string[];
  readonly priorOnly: boolean;
}
