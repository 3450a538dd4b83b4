/** Numbers above a bound are sampled by the logarithm of their distance to it. */
import { tf } from "../../../engine/autodiff/ops.js";
import { log } from "../../../engine/math/log.js";
import { sizeOf, type Transform } from "./Transform.js";

/** x = lower + eᶻ; ln |dx/dz| = z. */
export function aboveTransform(lower: number): Transform {
  return {
    length: sizeOf,
    constrain(z, shape) {
      const distance = tf().exp(tf().reshape(z, [...shape]));
      return { value: lower === 0 ? distance : tf().add(distance, lower), logJacobian: tf().sum(z) };
    },
    unconstrain: (values) => Float64Array.from(values, (x) => log(x - lower)),
  };
}
