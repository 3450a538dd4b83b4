/** What lowering a latent block gives. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { NamedDraws } from "../Lowering.js";

/** Effects of a block's group-level terms, by term and effect, and what they add to the predictor. */
export interface LoweredBlock {
  readonly parts: readonly Tensor[];
  readonly draws: readonly NamedDraws[];
  /** By term and effect, one number a node. */
  readonly effects: readonly (readonly Tensor[])[];
  /** Of a rotated block: its effects, and those that it takes as they are, along its axes. */
  readonly alongAxes?: readonly Tensor[];
}

/** The same of a block that was integrated out, with the coefficients that were. */
export interface IntegratedBlock extends LoweredBlock {
  /** Scalars, in the order of the population's `integrated`. */
  readonly coefficients: readonly Tensor[];
  /** Where it was deferred. */
  readonly intercept: Tensor | undefined;
}
