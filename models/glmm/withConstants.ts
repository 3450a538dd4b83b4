/** Parameters that are known are not sampled. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { LatentScope } from "../program/latentScope.js";
import { isConstant } from "./priors/constant.js";

/** The scope in which a parameter with a constant for its prior is that number: it is no dimension, and has no log prior. */
export function withConstants<Columns>(scope: LatentScope<Columns>): LatentScope<Columns> {
  const { tf } = scope;
  return {
    ...scope,
    parameter(name, prior, options = {}) {
      if (!isConstant(prior)) return scope.parameter(name, prior, options);
      const value = prior.parameters["value"] as number;
      const shape = Object.values(options.dims ?? {}).map((size) => (typeof size === "number" ? size : size.length));
      return shape.length === 0 ? (tf.scalar(value) as Tensor) : (tf.fill(shape, value) as Tensor);
    },
  };
}
