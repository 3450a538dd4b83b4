/** Real numbers are sampled as they are. */
import { tf } from "../../../engine/autodiff/ops.js";
import { sizeOf, type Transform } from "./Transform.js";

export const realTransform: Transform = {
  length: sizeOf,
  constrain: (z, shape) => ({ value: tf().reshape(z, [...shape]), logJacobian: 0 }),
  unconstrain: (values) => Float64Array.from(values),
};
