/** A table as a meta-analysis sees it: effects with their sampling covariance, the design of their means, and random effects. */

/** A coefficient of the mean effect. */
export interface MeanCoefficient {
  readonly class: "mu" | "beta";
  /** As in draws: `mu`, `mu[AL]`, `beta[year]`, `beta[year,AL]`. */
  readonly draw: string;
  /** Names by which priors call it beside its class: moderator and outcome, as far as it has them. */
  readonly keys: readonly string[];
  /** By row; moderators less their mean, where there is a mean effect to be centred at. */
  readonly column: Float64Array;
  /** Mean that was taken off. */
  readonly centre: number;
}

/** Random effects: of each level one, or one for each outcome. Effects of a level are normal with mean 0, levels independent. */
export interface RandomTerm {
  /** The column, or `study` or `outcome`, by which heterogeneity is named where there are several. */
  readonly name: string;
  readonly levels: readonly string[];
  /** Level of each row. */
  readonly index: Int32Array;
  /** Names of the effects of a level: outcomes; one without a name otherwise. */
  readonly parts: readonly string[];
  /** Effect of its level that each row has. */
  readonly part: Int32Array;
  /** Whether every row is a level of its own. */
  readonly isOfRows: boolean;
}

/** Rows whose sampling errors hang together, with the covariance of these, row by row. */
export interface SamplingBlock {
  readonly rows: Int32Array;
  readonly covariance: Float64Array;
}

export interface MetaFrame {
  readonly rows: number;
  /** Estimated effects. */
  readonly effects: Float64Array;
  /** Their sampling variances. */
  readonly variances: Float64Array;
  /** All rows, each in one block, in the order of their first rows. */
  readonly sampling: readonly SamplingBlock[];
  /** What each row is called in draws and figures, no two alike. */
  readonly labels: readonly string[];
  /** Study of each row, where there is such a column. */
  readonly studies: readonly string[] | undefined;
  /** Names of outcomes, where there are several means. */
  readonly outcomes: readonly string[];
  readonly coefficients: readonly MeanCoefficient[];
  readonly terms: readonly RandomTerm[];
}
