/** Vectors of probabilities are sampled by breaking a stick, as in Stan. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { log } from "../../../engine/math/log.js";
import { sizeOf, type Transform } from "./Transform.js";

/**
 * With sₖ the logistic function of zₖ − ln(K − k), the part broken off the rest of the stick, xₖ = sₖ ∏_{j<k} (1 − sⱼ);
 * the shift makes z = 0 the centre. All products are sums of logarithms, so no element underflows early.
 */
export const simplexTransform: Transform = {
  length: (shape) => (sizeOf(shape) / lastOf(shape)) * (lastOf(shape) - 1),
  constrain(z, shape) {
    const n = lastOf(shape);
    const rows = sizeOf(shape) / n;
    const logits = tf().sub(tf().reshape(z, [rows, n - 1]), tf().tensor1d(shifts(n)));
    const logRest = tf().neg(tf().softplus(logits));
    const logPart = tf().add(logits, logRest);
    const noLength = tf().zeros([rows, 1]);
    const logStick = tf().concat([noLength, tf().cumsum(logRest, 1)], 1);
    const logValue = tf().add(tf().concat([logPart, noLength], 1), logStick);
    return { value: tf().reshape(tf().exp(logValue), [...shape]), logJacobian: logDeterminant(logValue, logRest, n) };
  },
  unconstrain(values, shape) {
    const n = lastOf(shape);
    const shift = shifts(n);
    const out: number[] = [];
    for (let start = 0; start < values.length; start += n) {
      let rest = 1;
      for (let k = 0; k < n - 1; k += 1) {
        const x = values[start + k]!;
        rest -= x;
        out.push(log(x) - log(rest) + shift[k]!);
      }
    }
    return Float64Array.from(out);
  },
};

/** ∂xₖ/∂zₖ = xₖ (1 − sₖ), and the matrix is triangular. */
function logDeterminant(logValue: Tensor, logRest: Tensor, n: number): Tensor {
  const allButLast = tf().slice(logValue as never, [0, 0], [logValue.shape[0]!, n - 1]);
  return tf().sum(tf().add(allButLast, logRest));
}

/** ln(K − k) for k = 1 … K − 1. */
function shifts(n: number): number[] {
  return Array.from({ length: n - 1 }, (_, k) => log(n - 1 - k));
}

function lastOf(shape: readonly number[]): number {
  return shape[shape.length - 1]!;
}
