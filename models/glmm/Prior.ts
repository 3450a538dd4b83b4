/** Priors as a person declares them, and the parameters of a model that have one. */
import type { Distribution } from "../../engine/distributions/Distribution.js";

/** Classes of the parameters of predictors, as in brms. */
export type PredictorClass = "b" | "Intercept" | "sd" | "cor";

/** Classes of parameters, as in brms: those of predictors, and distributional parameters without a formula by their names. */
export type PriorClass = PredictorClass | (string & {});

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
  /** It lies below this number. */
  readonly below?: number;
  /** Whether its predictor is one of location, on the scale of the response. */
  readonly location?: true;
  /** Its default, where it is not that of its class. */
  readonly usual?: { readonly poolwise: string; readonly brms: string };
  /** Of `cor`: rows of the matrix; of shares: how many. */
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
