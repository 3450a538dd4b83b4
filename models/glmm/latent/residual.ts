/** What the rows have left for effects: the response less all else, as multiples of columns, so that sums over rows are data. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { inputNames } from "../inputs.js";
import type { Lowering } from "../Lowering.js";
import type { LatentPopulation } from "./LatentPopulation.js";
import type { Multiple } from "./LatentTerm.js";

/** What the population takes from the rows: minus each sampled parameter times its column, the columns added up where they are many. */
export function lessPopulation({ scope }: Lowering, { sampled, product }: LatentPopulation, ones: Tensor): Multiple[] {
  const { tf } = scope;
  const few = sampled.map(({ value, column }) => ({ factor: tf.neg(value) as Tensor, column: column ?? ones }));
  return product ? [...few, { factor: undefined, column: tf.neg(product) as Tensor }] : few;
}

/** The response less offset and all that is sampled, and less the prior means of what is integrated out. */
export function residualOf(
  lowering: Lowering,
  population: LatentPopulation,
  sampledParts: readonly Tensor[],
): Multiple[] {
  const { scope, frame, input, unit } = lowering;
  const { tf } = scope;
  const offset = frame.predictors[0]!.offset ? input(inputNames.offset("mu")) : undefined;
  // Near 0, so that squares of large numbers are not subtracted from one another.
  const { location } = unit("mu");
  const shifted = tf.sub(input(inputNames.response), location) as Tensor;
  const response = offset ? tf.sub(shifted, offset) : shifted;
  const ones = tf.ones([frame.rows]) as Tensor;
  const means: Multiple[] = population.integrated.flatMap(({ mean, column }) =>
    mean === 0 ? [] : [{ factor: tf.scalar(-mean) as Tensor, column: column ?? ones }],
  );
  // What is taken of the column of ones is added up before it is squared.
  const columns = mergedColumns(lowering, [
    { factor: undefined, column: response },
    { factor: location, column: ones },
    ...means,
    ...lessPopulation(lowering, population, ones),
  ]);
  if (sampledParts.length === 0) return columns;
  const byRow = columns.map(({ factor, column }) => (factor ? tf.mul(factor, column) : column));
  const rest = byRow.reduce((sum, column) => tf.add(sum, column));
  return [{ factor: undefined, column: sampledParts.reduce((left, part) => tf.sub(left, part), rest) }];
}

/** One multiple for each column. */
function mergedColumns({ scope }: Lowering, multiples: readonly Multiple[]): Multiple[] {
  const merged = new Map<Tensor, Tensor | undefined>();
  for (const { factor, column } of multiples) {
    const known = merged.get(column);
    merged.set(column, known && factor ? scope.tf.add(known, factor) : factor);
  }
  return Array.from(merged, ([column, factor]) => ({ factor, column }));
}

/** The same, times a weight by row. */
export function weightedBy({ scope }: Lowering, weight: Tensor, multiples: readonly Multiple[]): Multiple[] {
  return multiples.map(({ factor, column }) => ({ factor, column: scope.tf.mul(weight, column) }));
}
