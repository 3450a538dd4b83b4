/** Numbers between two bounds are sampled by the logit of their place between them. */
import { tf } from "../../../engine/autodiff/ops.js";
import { log } from "../../../engine/math/log.js";
import { sizeOf, type Transform } from "./Transform.js";

/** x = lower + (upper − lower) s(z), s the logistic function; ln |dx/dz| = ln(upper − lower) + z − 2 ln(1 + eᶻ). */
export function intervalTransform(lower: number, upper: number): Transform {
  const width = upper - lower;
  return {
    length: sizeOf,
    constrain(z, shape) {
      const place = tf().sigmoid(tf().reshape(z, [...shape]));
      const scaled = width === 1 ? place : tf().mul(place, width);
      const slope = tf().sum(tf().sub(z, tf().mul(tf().softplus(z), 2)));
      const logWidth = sizeOf(shape) * log(width);
      return {
        value: lower === 0 ? scaled : tf().add(scaled, lower),
        logJacobian: logWidth === 0 ? slope : tf().add(slope, logWidth),
      };
    },
    unconstrain: (values) => Float64Array.from(values, (x) => log(x - lower) - log(upper - x)),
  };
}
