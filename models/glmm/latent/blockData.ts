/** What the rows say of a block's effects: normal rows as they are, others by a normal approximation. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { inputNames } from "../inputs.js";
import { kernelInputs } from "../kernelInputs.js";
import type { Lowering } from "../Lowering.js";
import { rotatedBack } from "../nodeLaw.js";
import { nodeCount } from "../nodes.js";
import { effectsOf } from "./cost.js";
import { settingNames } from "./latentInputs.js";
import { takesLevels, type LatentBlock } from "./LatentPlan.js";
import type { LatentPopulation } from "./LatentPopulation.js";
import type { Multiple, RowData } from "./LatentTerm.js";
import type { LoweredBlock } from "./LoweredBlock.js";
import { lessParts, lessPopulation, residualOf, weightedBy } from "./residual.js";

/**
 * What a normal approximation of the rows, whose numbers are settings, says of a block.
 *
 * @param given Blocks that it takes as they are. A rotated block takes their effects, and what the population is by level, off its own
 * along its axes: off row by row they would be, where rows tell unequally much, far more than what is left can follow.
 */
export function approximateData(
  lowering: Lowering,
  block: LatentBlock,
  number: number,
  population: LatentPopulation,
  given: readonly LoweredBlock[],
): RowData {
  const { scope, frame } = lowering;
  const { tf } = scope;
  const zeros = new Float64Array(frame.rows);
  const ones = tf.ones([frame.rows]) as Tensor;
  const weight = scope.setting(settingNames.weight, zeros);
  const pull = scope.setting(settingNames.pull(number), zeros);
  const byRow = takesLevels(frame, block) ? withinLevels(lowering, block, population) : population;
  const parts = block.rotated ? [] : given.flatMap((other) => other.parts);
  const less = [...lessPopulation(lowering, byRow, ones), ...lessParts(lowering, parts)];
  const data: RowData = {
    rows: frame.rows,
    weight,
    precision: undefined,
    weighted: [{ factor: undefined, column: pull }, ...weightedBy(lowering, weight, less)],
  };
  if (!block.rotated) return data;
  const score = block.marginalOver === undefined ? {} : { score: scope.setting(settingNames.score(number), zeros) };
  const others = heldAlongAxes(lowering, block, population, given);
  const centre = centreOf(lowering, block, number).map((one, k) => {
    return k === 0 ? others.reduce((left, other) => tf.sub(left, other), one) : one;
  });
  return { ...data, ...score, centre };
}

/** A population of columns less their means by level; a column of ones leaves nothing. */
function withinLevels(lowering: Lowering, { places }: LatentBlock, population: LatentPopulation): LatentPopulation {
  const { tf } = lowering.scope;
  const place = places[0]!;
  const less = (column: Tensor): Tensor => {
    return tf.sub(column, ofRows(lowering, place, levelMeans(lowering, place, column)));
  };
  return {
    ...population,
    sampled: population.sampled.flatMap((one) => (one.column ? [{ ...one, column: less(one.column) }] : [])),
    ...(population.product ? { product: less(population.product) } : {}),
  };
}

/** Means over the rows of each level of a term. */
export function levelMeans({ frame, input, scope: { tf } }: Lowering, place: number, column: Tensor): Tensor {
  const term = frame.groups[place]!;
  const index = input(inputNames.index(term, place));
  const sums = (x: Tensor) => tf.unsortedSegmentSum(x, index as never, nodeCount(term)) as Tensor;
  return tf.div(sums(column), sums(tf.ones([frame.rows]) as Tensor));
}

/** The number of each row's level. */
export function ofRows({ frame, input, scope: { tf } }: Lowering, place: number, byLevel: Tensor): Tensor {
  return tf.gather(byLevel, input(inputNames.index(frame.groups[place]!, place)) as never);
}

/** What a rotated block takes as it is, along its axes: R⁻¹ u = D⁻¹ Rᵀ u of effects u of its levels. */
export function heldAlongAxes(
  lowering: Lowering,
  block: LatentBlock,
  population: LatentPopulation,
  given: readonly LoweredBlock[],
): Tensor[] {
  const { frame, input, scope } = lowering;
  const { tf } = scope;
  const place = block.places[0]!;
  const term = frame.groups[place]!;
  const names = kernelInputs(term, place);
  const along = (effects: Tensor) => tf.div(rotatedBack(input(names.root), effects), input(names.variances)) as Tensor;
  const others = given.map(({ effects }) => along(effects[0]![0]!));
  if (!takesLevels(frame, block)) return others;
  const ones = tf.ones([nodeCount(term)]) as Tensor;
  const means = (column: Tensor | undefined) => (column ? levelMeans(lowering, place, column) : ones);
  const { sampled, product } = population;
  return [
    ...others,
    ...sampled.map(({ value, column }) => tf.mul(value, along(means(column))) as Tensor),
    ...(product ? [along(means(product))] : []),
  ];
}

/** Where a block's effects are thought to lie along its axes. */
function centreOf({ scope, frame }: Lowering, { places }: LatentBlock, number: number): Tensor[] {
  const term = frame.groups[places[0]!]!;
  const nodes = nodeCount(term);
  const all = scope.setting(settingNames.centre(number), new Float64Array(effectsOf(term)));
  return term.coefficients.map((_, k) => scope.tf.slice(all as never, [k * nodes], [nodes]) as Tensor);
}

/** What normal rows say of effects, all else being as sampled. */
export function normalData(
  lowering: Lowering,
  population: LatentPopulation,
  { weight, precision }: Pick<RowData, "weight" | "precision">,
  sampledParts: readonly Tensor[],
): RowData & { readonly residual: readonly Multiple[] } {
  const residual = residualOf(lowering, population, sampledParts);
  const weighted = weight ? weightedBy(lowering, weight, residual) : residual;
  return { rows: lowering.frame.rows, weight, precision, weighted, residual };
}
