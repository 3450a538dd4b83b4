/** What a point of the posterior says of the arms, from which the settings of studies' latents follow. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { inputNames } from "./networkInputs.js";
import type { NetworkLowering } from "./NetworkLowering.js";

/** Half the width over which slopes are differenced, in units of the outcome on the link scale. */
const width = 1e-4;

/**
 * Precision W of each arm, where it is taken for a normal observation of its linear predictor η̂, and its pull s + W η̂, s the slope of
 * its log likelihood: W times the working response of Newton's method (McCullagh & Nelder 1989, section 2.5).
 */
export function networkReference(
  { scope, network }: NetworkLowering,
  eta: Tensor,
  logDensity: (eta: Tensor) => Tensor,
): Tensor {
  const { tf } = scope;
  const slope = tf.grad((at) => tf.sum(logDensity(at as Tensor)));
  const step = width * network.unit;
  const above = slope(tf.add(eta, step) as never);
  const below = slope(tf.sub(eta, step) as never);
  const precision = tf.relu(tf.div(tf.sub(below, above), 2 * step)) as Tensor;
  const score = tf.mul(0.5, tf.add(below, above));
  return tf.concat([precision, tf.add(score, tf.mul(precision, eta))] as never[]) as Tensor;
}

/** Settings from a reference; an arm of which it could not be told says nothing, nor does one that is `muted`. */
export function networkSettings(reference: Float64Array, muted: Uint8Array): ReadonlyMap<string, Float64Array> {
  const count = reference.length / 2;
  const [precision, pull] = [reference.slice(0, count), reference.slice(count)];
  for (let arm = 0; arm < count; arm++) {
    if (!muted[arm] && Number.isFinite(precision[arm]) && Number.isFinite(pull[arm])) continue;
    precision[arm] = 0;
    pull[arm] = 0;
  }
  return new Map([
    [inputNames.precision, precision],
    [inputNames.pull, pull],
  ]);
}
