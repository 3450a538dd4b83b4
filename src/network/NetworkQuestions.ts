/** What is asked of a network meta-analysis, understood. */
import type { Baseline, Better } from "../../models/meta/index.js";

export interface NetworkQuestions {
  readonly better?: Better;
  readonly mid?: number;
  /** Values of covariates, one set after the other. */
  readonly at: readonly ReadonlyMap<string, number>[];
  readonly baseline?: Baseline;
  /** What the baseline is, in words. */
  readonly baselineText?: string;
  readonly baselineTime?: number;
  readonly predictive: boolean;
}
