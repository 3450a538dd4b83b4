/** What a point of the posterior says of the rows, from which the settings of conditioned blocks follow. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { inputNames } from "../inputs.js";
import type { Lowering, ModelOnData } from "../Lowering.js";
import { levelMeans, ofRows } from "./blockData.js";
import type { LoweredLatentPredictor } from "./lowerLatentPredictor.js";
import { referenceParts } from "./latentInputs.js";
import { needsNoReference, takesLevels, type LatentBlock, type LatentPlan } from "./LatentPlan.js";

/** Half the width over which slopes are differenced, in units of the response on the link scale. */
const width = 1e-4;

/**
 * Precision W and pull of every row on each block, where the rows are taken for normal observations of their predictor: with
 * the slope s of the log likelihood and its curvature −W at the predictor η̂, W (y* − η) = s + W (η̂ − η), y* the working
 * response of Newton's method (McCullagh & Nelder 1989, section 2.5). A block is told what remains of W y* when the offset and
 * other blocks are taken off. One along axes is told what remains when it is taken off itself, and where it
 * lies, with the blocks that it takes as they are and what the population is by level.
 *
 * @param lawAt The law of the response at a predictor.
 * @returns The parts of {@link referenceParts}, one after the other
 */
export function referenceOf(
  lowering: Lowering,
  { eta, contributions, conditioned }: Omit<LoweredLatentPredictor, "draws">,
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
  const { plan } = lowering;
  const withinLevels = (place: number): Tensor =>
    tf.sub(population, ofRows(lowering, place, levelMeans(lowering, place, population)));
  const pullOf = (block: LatentBlock, own: Tensor, slope: Tensor[]): Tensor => {
    const kept = block.rotated
      ? [takesLevels(lowering.frame, block) ? withinLevels(block.places[0]!) : population]
      : [population, own, ...contributionsOf(plan, block.given ?? [], blocks)];
    return tf.addN([...slope, tf.mul(weight, tf.addN(kept))]) as Tensor;
  };
  const ofBlocks = plan.conditioned.flatMap((block, i): Tensor[] => {
    if (needsNoReference(plan, block)) return [];
    const { alongAxes = [] } = conditioned[i]!;
    if (block.marginalOver !== undefined) return [pullOf(block, blocks[i]!, []), score, ...alongAxes];
    return [pullOf(block, blocks[i]!, [score]), ...alongAxes];
  });
  return tf.concat([weight, ...ofBlocks] as never[]) as Tensor;
}

/** What the blocks of some terms add to the predictor. */
function contributionsOf({ conditioned }: LatentPlan, places: readonly number[], blocks: readonly Tensor[]): Tensor[] {
  return blocks.filter((_, i) => conditioned[i]!.places.some((place) => places.includes(place)));
}

/** Settings of conditioned blocks from a reference; a row of which it could not be told says nothing. */
export function latentSettings(
  model: Pick<ModelOnData, "frame" | "plan">,
  reference: Float64Array,
): ReadonlyMap<string, Float64Array> {
  let start = 0;
  const parts = referenceParts(model).map(({ name, length, byRow }) => {
    const values = reference.slice(start, start + length);
    start += length;
    return { name, values, byRow };
  });
  const columns = parts.filter(({ byRow }) => byRow).map(({ values }) => values);
  for (let row = 0; row < model.frame.rows; row++) {
    if (columns.every((column) => Number.isFinite(column[row]))) continue;
    for (const column of columns) column[row] = 0;
  }
  return new Map(parts.map(({ name, values }) => [name, values]));
}
