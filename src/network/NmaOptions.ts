/** Choices of a network meta-analysis, in the words of the command line. */
import type { TableInput } from "../../engine/data/tableOf.js";
import type { Better, Interaction, LikelihoodName } from "../../models/meta/index.js";
import type { FitOptions } from "../FitOptions.js";

/** Columns by name; those left out are found by common synonyms. */
export interface NetworkColumns {
  readonly study?: string | undefined;
  readonly treatment?: string | undefined;
  readonly events?: string | undefined;
  readonly total?: string | undefined;
  /** Follow-up of each arm; takes the likelihood to be binomial-cloglog. */
  readonly time?: string | undefined;
  readonly exposure?: string | undefined;
  readonly mean?: string | undefined;
  readonly sd?: string | undefined;
  readonly n?: string | undefined;
  readonly se?: string | undefined;
  /** Differences from the study's first arm, whose own cell is empty. */
  readonly diff?: string | undefined;
  readonly diffSe?: string | undefined;
  /** Of a table with a row for each pair of arms: what the row's treatment is compared with. */
  readonly comparator?: string | undefined;
  /** Ordered outcomes: counts of people by category, the lowest first. */
  readonly categories?: readonly string[] | undefined;
}

/** What is fitted. */
export interface NetworkModelOptions extends NetworkColumns {
  readonly likelihood?: LikelihoodName | undefined;
  /** "md" by default. */
  readonly measure?: "md" | "smd" | undefined;
  /** What exp(effect) is, `hazard ratio`, of means or differences that are logarithms; found from names such as `logHR` of differences. */
  readonly ratio?: string | undefined;
  /** "random" by default. */
  readonly effects?: "random" | "fixed" | undefined;
  /**
   * "consistency" by default. "ume": unrelated mean effects, beside the consistency model. "nodesplit": the consistency model, and after
   * it each comparison of `split`, or all that can be split.
   */
  readonly model?: "consistency" | "ume" | "nodesplit" | undefined;
  /** Comparisons to split, as pairs of treatments. */
  readonly split?: readonly (readonly [string, string])[] | undefined;
  readonly reference?: string | undefined;
  /** Their order. */
  readonly treatments?: readonly string[] | undefined;
  readonly covariate?: string | readonly string[] | undefined;
  /** "shared" by default. */
  readonly interaction?: Interaction | undefined;
  /** Makes the baseline risk of a study a covariate, `mu`. */
  readonly baselineRisk?: boolean | undefined;
  /** Correlation of two differences from one arm, for multi-arm studies that do not tell it. */
  readonly correlation?: number | undefined;
  /** `d ~ normal(0, 10)`. */
  readonly priors?: string | readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly priorOnly?: boolean | undefined;
}

/** Values of covariates by name, of a factor one of its levels; a value alone is of the first covariate. */
export type CovariatePlace = number | string | Readonly<Record<string, number | string>>;

/** What is asked of the fit. */
export interface NetworkQuestionOptions {
  /** Which effects are good; ranks are left out without it. */
  readonly better?: Better | undefined;
  /** Minimally important difference on the link scale. */
  readonly mid?: number | undefined;
  /** Values of covariates at which effects are given as well. */
  readonly at?: readonly CovariatePlace[] | undefined;
  /**
   * Linear predictor of the reference treatment in the population that absolute effects are for: `normal(-2.2, 0.55)`, a number, the name of
   * a study as `study(3)`, or `joint`, which takes the baselines of all studies for draws from one normal law, fitted with the effects.
   */
  readonly baseline?: string | number | undefined;
  /** Arms of the reference, from which the baseline is predicted by a model of its own; columns are called as in the table. */
  readonly baselineData?: TableInput | undefined;
  /** Follow-up at which absolute effects of binomial-cloglog are given; 1 by default. */
  readonly baselineTime?: number | undefined;
  /** Effects in a new trial. */
  readonly predictive?: boolean | undefined;
  /**
   * Whether consistency is looked at: by unrelated mean effects and by splitting every comparison that can be split, with "auto" unless these
   * are many.
   */
  readonly checks?: boolean | "auto" | undefined;
}

export interface NmaOptions extends NetworkModelOptions, NetworkQuestionOptions, Omit<FitOptions, "na" | "onDraws"> {}
