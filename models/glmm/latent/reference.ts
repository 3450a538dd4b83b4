/** What a point of the posterior says of the rows, from which the settings of conditioned blocks follow. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { inputNames } from "../inputs.js";
import type { Lowering, ModelOnData } from "../Lowering.js";
import type { LoweredLatentPredictor } from "./lowerLatentPredictor.js";
import { settingNames } from "./latentInputs.js";
import { needsNoReference } from "./LatentPlan.js";

/** Half the width over which slopes are differenced, in units of the response on the link scale. */
const width = 1e-4;

/**
 * Precision W and pull of every row on each block, where the rows are taken for normal observations of their predictor: with
 * the slope s of the log likelihood and its curvature −W at the predictor η̂, W (y* − η) = s + W (η̂ − η), y* the working
 * response of Newton's method (McCullagh & Nelder 1989, section 2.5). A block is told what remains of W y* when the offset and
 * other blocks are taken off, but for those that it takes as they are, or for unknown.
 *
 * @param lawAt The law of the response at a predictor.
 * @returns (rows × (1 + blocks)), flat
 */
export function referenceOf(
  lowering: Lowering,
  { eta, contributions }: Pick<LoweredLatentPredictor, "eta" | "contributions">,
  lawAt: (eta: Tensor) => Distribution,
): Tensor {
  const { tf } = lowering.scope;
  const response = lowering.input(inputNames.response);
  const slope = tf.grad((at) => {
    const law = lawAt(at as Tensor);
    return tf.sum((law.logDensityInside ?? law.logDensity)(response));
  });
  const step = tf.mul(width, lowering.unit("mu").scale) as Tensor;
  const above = slope(tf.add(eta, step) as never);
  const below = slope(tf.sub(eta, step) as never);
  // A row may bend its log likelihood upwards, as an outlier of a student law does: it is then no observation.
  const weight = tf.relu(tf.div(tf.sub(below, above), tf.mul(2, step))) as Tensor;
  const score = tf.mul(0.5, tf.add(below, above)) as Tensor;
  const [population, ...blocks] = contributions as [Tensor, ...Tensor[]];
  const { conditioned } = lowering.plan;
  const pulls = conditioned.map((block) => {
    const { places, marginalOver, given = [] } = block;
    const kept = [...places, ...given, ...(marginalOver === undefined ? [] : [marginalOver])];
    const parts = blocks.filter((_, i) => conditioned[i]!.places.some((place) => kept.includes(place)));
    return tf.add(score, tf.mul(weight, tf.addN([population, ...parts])));
  });
  return tf.concat([weight, ...pulls] as never[]) as Tensor;
}

/** Settings of conditioned blocks from a reference; a row of which it could not be told says nothing. */
export function latentSettings(
  { frame: { rows }, plan }: Pick<ModelOnData, "frame" | "plan">,
  reference: Float64Array,
): ReadonlyMap<string, Float64Array> {
  const columns = Array.from({ length: 1 + plan.conditioned.length }, (_, k) =>
    reference.slice(k * rows, (k + 1) * rows),
  );
  for (let row = 0; row < rows; row++) {
    if (columns.every((column) => Number.isFinite(column[row]))) continue;
    for (const column of columns) column[row] = 0;
  }
  const [weight, ...pulls] = columns as [Float64Array, ...Float64Array[]];
  const needed = pulls.flatMap((pull, k) =>
    needsNoReference(plan, plan.conditioned[k]!) ? [] : [[settingNames.pull(k), pull] as const],
  );
  return new Map([[settingNames.weight, weight], ...needed]);
}
