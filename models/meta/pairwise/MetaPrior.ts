/** Parameters of a meta-analysis that have priors. */
import type { Distribution } from "../../../engine/distributions/Distribution.js";

export type MetaPriorClass = "mu" | "beta" | "tau" | "cor";

export interface MetaPriorSlot {
  readonly class: MetaPriorClass;
  /** Name of its draws; of correlations `cor`. */
  readonly name: string;
  /** What it is called beside its class: moderator, outcome, level. */
  readonly keys: readonly string[];
  /** What is used unless a prior is declared. */
  readonly fallback: string;
  /** Of `cor`: rows of the matrix. */
  readonly size?: number;
}

export interface ResolvedMetaPrior {
  readonly slot: MetaPriorSlot;
  /** Of the parameter itself where it lives, also where the prior was said of its square. */
  readonly distribution: Distribution;
  /** As declared, `tau^2 ~ inv_gamma(0.001, 0.001)`, without keys. */
  readonly text: string;
  /** Whether part of the law as declared is below 0, where the parameter is not, and cut off. */
  readonly isCut: boolean;
  readonly source: "declared" | "default";
}
