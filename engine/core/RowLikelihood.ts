/** The log likelihood of each row in each draw, of a model that cannot be asked again once its process has ended. */
import type { LikelihoodRows } from "./Model.js";

export interface RowLikelihood {
  /** What the rows are of, in their order. */
  readonly rows: readonly LikelihoodRows[];
  /** (drawCount × rows) for each chain, draw by draw. */
  readonly chains: readonly Float64Array[];
}
