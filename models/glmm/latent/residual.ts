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

/** What effects take from the rows: minus what each adds to the predictor. */
export function lessParts({ scope }: Lowering, parts: readonly Tensor[]): Multiple[] {
  return parts.map((part) => ({ factor: undefined, column: scope.tf.neg(part) as Tensor }));
}

/**
 * The response less offset and all that is sampled, and less the origin of what is integrated out. All coefficients are taken
 * from their origins, so that squares of large numbers are not subtracted from one another.
 */
export function residualOf(
  { scope, frame, input }: Lowering,
  { sampled, product, integrated, deferred }: LatentPopulation,
  sampledParts: readonly Tensor[],
): Multiple[] {
  const { tf } = scope;
  const ones = tf.ones([frame.rows]) as Tensor;
  const offset = frame.predictors[0]!.offset ? [input(inputNames.offset("mu"))] : [];
  const origins = [...sampled, ...integrated].map(({ origin, column }) => {
    return column ? tf.mul(origin!, column) : origin!;
  }) as Tensor[];
  const less = (from: Tensor, parts: readonly Tensor[]) => parts.reduce((left, part) => tf.sub(left, part), from);
  const intercept = deferred ? [deferred.origin] : [];
  const response = less(input(inputNames.response), [...offset, ...intercept, ...origins]);
  const rest = sampled.map(({ value, origin, column }): Multiple => {
    return { factor: tf.sub(origin!, value) as Tensor, column: column ?? ones };
  });
  const changing = [...(product ? [product] : []), ...sampledParts];
  if (changing.length === 0) return [{ factor: undefined, column: response }, ...rest];
  // Worked out for each row anew in any case.
  const byRow = rest.reduce((sum, { factor, column }) => tf.add(sum, tf.mul(factor!, column)), response);
  return [{ factor: undefined, column: less(byRow, changing) }];
}

/** The same, times a weight by row. */
export function weightedBy({ scope }: Lowering, weight: Tensor, multiples: readonly Multiple[]): Multiple[] {
  return multiples.map(({ factor, column }) => ({ factor, column: scope.tf.mul(weight, column) }));
}
