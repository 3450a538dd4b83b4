/** Priors as a person declares them, and the parameters of a model that have one. */
import type { Distribution } from "../../engine/distributions/Distribution.js";

/** Classes of parameters, as in brms; the last four are distributional parameters without a formula. */
export type PriorClass = "b" | "Intercept" | "sd" | "cor" | "sigma" | "shape" | "nu" | "phi";

/** What a prior is of: `b`, `b[x]`, `Intercept`, `sd[g,x]`, `sigma: b[x]`, …; the most specific one wins. */
export interface PriorTarget {
  readonly class: PriorClass;
  /** Distributional parameter; "mu" unless said. */
  readonly parameter: string;
  readonly group?: string;
  readonly coefficient?: string;
}

/** A declared prior. */
export interface Prior extends PriorTarget {
  readonly distribution: Distribution;
  /** The distribution as text, `student_t(3, 0, 2.5)`, from which it can be made again. */
  readonly text: string;
}

/** One parameter, or for `cor` one matrix, that has a prior, with what its default is scaled by. */
export interface PriorSlot extends PriorTarget {
  /** Name of its draws, such as `b_x`, `sd_g__x`; the prefix `cor_g` for a matrix. */
  readonly name: string;
  /** Scale of the column of a coefficient or slope: see columnScales; 1 for intercepts. */
  readonly columnScale?: number;
  /** True for a coefficient of a predictor whose columns are not centred: it carries the level of the response too. */
  readonly carriesLevel?: true;
  /** It lies above this number; absent for real numbers and matrices. */
  readonly above?: number;
  /** Of `cor`: rows of the matrix. */
  readonly size?: number;
}

/** What is used for a slot, and who chose it. */
export interface ResolvedPrior {
  readonly slot: PriorSlot;
  /** Cut to where the slot lives; for `cor` the law of the matrix's Cholesky factor. */
  readonly distribution: Distribution;
  /** As declared, before it is cut. */
  readonly text: string;
  readonly source: "declared" | "default";
}
