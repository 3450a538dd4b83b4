/** A network meta-analysis as plain data: what is declared, kept with a fit, and enough to ask questions of it again. */
import type { Declaration } from "../../engine/core/Model.js";
import type { LikelihoodName } from "./likelihoods/Likelihood.js";

/** What a column of the table holds. */
export type ColumnRole =
  | "study"
  | "treatment"
  | "events"
  | "total"
  | "time"
  | "exposure"
  | "mean"
  | "sd"
  | "n"
  | "se"
  | "diff"
  | "diffSe"
  /** Of a table with a row for each pair of arms: the treatment that the row's treatment is compared with. */
  | "comparator";

/** How the effect of a covariate differs between treatments. */
export type Interaction =
  /** One coefficient, of every treatment against the reference. */
  | "shared"
  /** Coefficients of treatments that are drawn from one normal law. */
  | "exchangeable"
  /** A coefficient of its own for each treatment. */
  | "independent";

/** Where the table's columns are, and how they are read. */
export interface NetworkReading {
  /** Columns by what they hold; those not named are found by common synonyms. */
  readonly columns: Readonly<Partial<Record<ColumnRole, string>>>;
  /** Of ordered outcomes: counts of people by category, the lowest first. */
  readonly categories?: readonly string[];
  /** Found from the columns where it is not given. */
  readonly likelihood?: LikelihoodName;
  /** Of means: their difference, or that in units of the study's standard deviation. */
  readonly measure: "md" | "smd";
  /**
   * What the exponential of a normal effect is, `hazard ratio`, where means or differences are logarithms; of differences alone found from the name
   * of their column where it is not given.
   */
  readonly ratio?: string;
  /** The first in order where it is not given. */
  readonly reference?: string;
  /** Their order; sorted where it is not given. */
  readonly treatments?: readonly string[];
  readonly covariates: readonly string[];
  /** Correlation of two differences from one arm, for studies that do not tell theirs. */
  readonly correlation?: number;
}

export interface NetworkDeclaration extends Declaration, NetworkReading {
  readonly kind: "nma";
  readonly effects: "random" | "fixed";
  readonly model: "consistency" | "ume" | "nodesplit";
  /** Of node-splitting: the comparison whose direct evidence has a parameter of its own, the earlier treatment first. */
  readonly split?: readonly [string, string];
  /** Of covariates; one kind for all. */
  readonly interaction: Interaction;
  /** Makes the study's baseline risk a covariate. */
  readonly baselineRisk: boolean;
  /** Takes study baselines for draws from one normal law, fitted with the effects. */
  readonly exchangeableBaselines: boolean;
  /** `d ~ normal(0, 10)`, in the order in which they are said. */
  readonly priors: readonly string[];
  readonly priorOnly: boolean;
  /** Which effects are good, kept for questions that need to know; nothing of the model. */
  readonly better?: "higher" | "lower";
  /** Minimally important difference on the link scale, kept likewise. */
  readonly mid?: number;
}
