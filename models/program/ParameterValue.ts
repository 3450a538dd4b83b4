/** What declaring a parameter comes to. */
import type { Tensor } from "../../engine/autodiff/ops.js";

/** A parameter's value, and the two scalars it brings. */
export interface ParameterValue {
  readonly value: Tensor;
  /** Log density of the unconstrained numbers. */
  readonly logDensity: Tensor;
  /** Log prior of the value itself, the same for every parametrisation. */
  readonly logPrior: Tensor;
}
