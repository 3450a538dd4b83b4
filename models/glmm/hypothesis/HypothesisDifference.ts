/** Draws of what a hypothesis is about. */
import type { HypothesisComparison } from "./parseHypothesis.js";
import type { PriorPoint } from "./priorColumns.js";

/** Draws of left minus right. */
export interface HypothesisDifference {
  /** As the person called it; the hypothesis itself otherwise. */
  readonly name: string;
  readonly hypothesis: string;
  readonly comparison: HypothesisComparison;
  /** With a scope of levels. */
  readonly level?: string;
  /** All chains, one after the other. */
  readonly draws: Float64Array;
  readonly prior?: Float64Array;
  /** The prior where left equals right, if one parameter is compared with a number, and whether the parameter ends there. */
  readonly priorPoint?: PriorPoint;
  /** Why there are no draws of the prior, to follow "because". */
  readonly noPrior?: string;
}
