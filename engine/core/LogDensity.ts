/** An unnormalised log density on ℝⁿ with its gradient: all that a sampler needs to know of a model. */
export interface LogDensity {
  readonly dimension: number;
  /**
   * Log density at an unconstrained position; writes its gradient. NaN anywhere gives -Infinity.
   * The gradient is meaningless where the value is -Infinity.
   */
  evaluate(position: Float64Array, gradient: Float64Array): number;
  /** Which of its terms is not finite at a position, in words for a message; undefined when none is, or it cannot tell. */
  explain?(position: Float64Array): string | undefined;
}
