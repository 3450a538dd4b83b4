/** How a parameter of a support is sampled: a smooth map from unconstrained numbers, with its volume change. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Value } from "../../../engine/distributions/Value.js";

/** The constrained value, and the logarithm of the Jacobian determinant summed over all elements. */
export interface Constrained {
  readonly value: Tensor;
  readonly logJacobian: Value;
}

export interface Transform {
  /** Unconstrained numbers that a value of this shape takes. */
  length(shape: readonly number[]): number;
  /** From [length] unconstrained numbers to a value of this shape. */
  constrain(unconstrained: Tensor, shape: readonly number[]): Constrained;
  /** The inverse, of plain numbers: for initial values. */
  unconstrain(values: ArrayLike<number>, shape: readonly number[]): Float64Array;
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
