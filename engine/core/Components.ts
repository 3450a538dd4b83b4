/** What the log density of each draw is made of: what a posterior needs to be scaled by its prior or its likelihood. */
import type { LikelihoodRows } from "./Model.js";

/** A block of parameters with a prior of its own. */
export interface ComponentBlock {
  readonly name: string;
  /** Whether its prior depends on other parameters, as that of the effects of groups does: it is no choice of its own. */
  readonly hierarchical: boolean;
}

/** Log prior by block and log likelihood, chain by chain; the chains are those of the draws, in their order and length. */
export interface Components {
  readonly blocks: readonly ComponentBlock[];
  /** What the rows of the log likelihood are of, in their order. */
  readonly rows: readonly LikelihoodRows[];
  /** (drawCount × blocks) for each chain, row by row: on the constrained scale, without Jacobians. */
  readonly logPrior: readonly Float64Array[];
  /** (drawCount) for each chain: the sum over all rows. */
  readonly logLikelihood: readonly Float64Array[];
}
