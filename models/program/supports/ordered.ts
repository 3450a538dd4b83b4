/** Increasing vectors are sampled by their first element and the logarithms of their steps, as in Stan. */
import { tf } from "../../../engine/autodiff/ops.js";
import { log } from "../../../engine/math/log.js";
import { sizeOf, type Transform } from "./Transform.js";

/** x₁ = z₁, xₖ = xₖ₋₁ + exp(zₖ); the logarithm of the Jacobian is the sum of z₂ … zₙ of each vector. */
export const orderedTransform: Transform = {
  length: sizeOf,
  constrain(z, shape) {
    const n = shape[shape.length - 1]!;
    const rows = sizeOf(shape) / n;
    if (n === 1) return { value: tf().reshape(z, [...shape]), logJacobian: 0 };
    const matrix = tf().reshape(z, [rows, n]);
    const first = tf().slice(matrix as never, [0, 0], [rows, 1]);
    const logSteps = tf().slice(matrix as never, [0, 1], [rows, n - 1]);
    const increments = tf().concat([first, tf().exp(logSteps)], 1);
    return { value: tf().reshape(tf().cumsum(increments, 1), [...shape]), logJacobian: tf().sum(logSteps) };
  },
  unconstrain(values, shape) {
    const n = shape[shape.length - 1]!;
    return Float64Array.from(values, (x, i) => (i % n === 0 ? x : log(x - values[i - 1]!)));
  },
};
