/** What a likelihood of a network's outcomes is made of: one row of a table. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Rng } from "../../../engine/core/Rng.js";
import type { ArmOutcome } from "../data/Network.js";

export type LikelihoodName =
  | "binomial-logit"
  | "binomial-probit"
  | "binomial-cloglog"
  | "binomial-log"
  | "poisson-log"
  | "normal-identity"
  | "ordered-probit"
  | "ordered-logit";

/** Words for effects: what a difference of linear predictors is, and its exponential where that is a ratio. */
export interface EffectWords {
  /** `log odds ratio`. */
  readonly effect: string;
  /** `odds ratio`; absent where the exponential means nothing. */
  readonly ratio?: string;
  /** What a fitted value of an arm is: `probability`, `rate`, `mean`. */
  readonly absolute: string;
}

/** A number of each arm that the density needs. */
export interface ArmInput {
  readonly name: string;
  of(outcome: ArmOutcome): number;
}

export interface Likelihood {
  readonly name: LikelihoodName;
  readonly outcome: ArmOutcome["kind"];
  readonly words: EffectWords;
  /** What was observed first, then what the law needs to know. Of ordered outcomes, categories are made from `categories` on. */
  inputs(categories: number): readonly ArmInput[];
  /** Adds to the linear predictor of an arm, such as the logarithm of its follow-up. */
  readonly offset?: (outcome: ArmOutcome) => number;
  /** Log likelihood of each arm at its linear predictor, offset included; `cuts` are increasing thresholds, if it has them. */
  logDensity(eta: Tensor, inputs: readonly Tensor[], cuts: readonly Tensor[]): Tensor;
  /** Fitted values of an arm, a probability, rate or mean; of ordered outcomes the probability of each category. */
  fitted(eta: number, cuts: readonly number[]): readonly number[];
  /** Linear predictor that an arm itself tells of, kept finite, and its precision there: where sampling starts. */
  empirical(outcome: ArmOutcome): { readonly eta: number; readonly precision: number };
  /** Log likelihood of an arm given its fitted values. */
  logLikelihood(outcome: ArmOutcome, fitted: readonly number[]): number;
  /** Residual deviance of an arm given its fitted values: twice what its log likelihood lacks of that of a perfect fit. */
  deviance(outcome: ArmOutcome, fitted: readonly number[]): number;
  /** A replicate of an arm given its fitted values. */
  draw(rng: Rng, outcome: ArmOutcome, fitted: readonly number[]): ArmOutcome;
}
