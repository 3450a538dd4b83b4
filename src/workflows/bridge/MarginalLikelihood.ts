/** The marginal likelihood of a model: what a Bayes factor is made of. */
import type { BridgeMethod } from "../../../diagnostics/bridge/index.js";
import type { Warning } from "../../../engine/core/Warning.js";

/** A prior that nobody chose for the question. */
export interface DefaultPrior {
  /** Name of the parameter's draws. */
  readonly parameter: string;
  /** Parameter and law, `b_x ~ normal(0, 2.5)`. */
  readonly line: string;
}

/** The probability (density) of all that was observed, the parameters being averaged over their prior. */
export interface MarginalLikelihood {
  /** What the model is called. */
  readonly title: string;
  /** Its natural logarithm; NaN where the scheme came to no end. */
  readonly logMarginalLikelihood: number;
  /** Monte Carlo error of the marginal likelihood, relative to it: near the standard error of the logarithm as long as it is small. */
  readonly error: number;
  readonly method: BridgeMethod;
  /** Draws of the posterior on the bridge, half of all, and what they count for. */
  readonly draws: number;
  readonly effectiveSize: number;
  /** Numbers that were sampled; what was integrated out is not among them. */
  readonly dimension: number;
  readonly iterations: number;
  /** A fingerprint of the responses, where they are known: only models of the same can be compared. */
  readonly responses?: string;
  readonly defaults: readonly DefaultPrior[];
  readonly warnings: readonly Warning[];
}
