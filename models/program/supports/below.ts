/** Numbers below a bound are sampled by the logarithm of their distance to it. */
import { tf } from "../../../engine/autodiff/ops.js";
import { log } from "../../../engine/math/log.js";
import { sizeOf, type Transform } from "./Transform.js";

/** x = upper − eᶻ; ln |dx/dz| = z. */
export function belowTransform(upper: number): Transform {
  return {
    length: sizeOf,
    constrain(z, shape) {
      const distance = tf().exp(tf().reshape(z, [...shape]));
      return { value: tf().sub(upper, distance), logJacobian: tf().sum(z) };
    },
    unconstrain: (values) => Float64Array.from(values, (x) => log(upper - x)),
  };
}
