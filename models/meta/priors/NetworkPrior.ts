/** Priors of a network meta-analysis: as a person writes them, and as its parameters have them. */
import type { Distribution } from "../../../engine/distributions/Distribution.js";

export type NetworkPriorClass =
  /** Effects of treatments on the link scale. */
  | "d"
  /** What direct evidence adds to indirect evidence on the split comparison. */
  | "omega"
  /** Study baselines on the link scale. */
  | "mu"
  /** Mean and standard deviation of baselines that are drawn from one normal law. */
  | "baseline"
  | "sd_baseline"
  /** Interactions of treatments with covariates, per unit of the covariate. */
  | "beta"
  /** Standard deviation of interactions that are drawn from one normal law. */
  | "sd_beta"
  /** Standard deviation of effects between studies. */
  | "tau"
  /** Gaps between neighbouring thresholds of ordered categories. */
  | "cut";

/** The prior is of the parameter to this power; another than 1 for `tau` alone. */
export type PriorPower = 1 | 2 | -2;

export interface NetworkPrior {
  readonly class: NetworkPriorClass;
  /** What stands in brackets: `B` of `d[B]`, `A,B` of `d[A,B]`, `x` of `beta[x]`; absent for all of the class. */
  readonly inside?: string;
  readonly power: PriorPower;
  /** Of the parameter to its power, before it is cut to where the parameter lives. */
  readonly distribution: Distribution;
  /** The distribution as it is printed, `normal(0, 10)`. */
  readonly text: string;
  /** The published table that it was looked up in. */
  readonly table?: "turner" | "rhodes";
}

/** A parameter, or parameters that always share one prior. */
export interface NetworkPriorSlot {
  readonly class: NetworkPriorClass;
  /** Name of its draws, `d[B]`, `beta[B,x]`; of study baselines and of thresholds, which share one, the class. */
  readonly name: string;
  /** What may stand in brackets for it, the most specific first. */
  readonly keys: readonly string[];
  /** What is used unless a prior is declared: what it is of, and the text of the distribution. */
  readonly fallback: { readonly target: string; readonly text: string };
}
