/** How precise normal rows are, by sigma and the weights that were given, and what their scales add to the log density. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import { inputNames } from "../inputs.js";
import type { Lowering } from "../Lowering.js";
import type { RowData } from "./LatentTerm.js";

export interface RowPrecision extends Pick<RowData, "weight" | "precision"> {
  /** Sum over rows of log(√(2π) · standard deviation), each row counted as often as it stands. */
  readonly logScales: Tensor;
}

/**
 * The precisions of rows.
 *
 * @param sigma Of a row of weight 1: a scalar, or one number a row.
 */
export function rowPrecision(lowering: Lowering, sigma: Tensor): RowPrecision {
  const { tf } = lowering.scope;
  const given = givenWeights(lowering);
  const isCommon = sigma.size === 1;
  const common = isCommon ? (tf.reshape(sigma, []) as Tensor) : sigma;
  const logScales = logScalesOf(lowering, common, given);
  const precision = tf.reciprocal(tf.square(common)) as Tensor;
  // With one sigma for all rows their weights are data, so that all sums over rows are taken once.
  if (isCommon) return { weight: given?.weight, precision, logScales };
  return { weight: given ? (tf.mul(given.weight, precision) as Tensor) : precision, precision: undefined, logScales };
}

/** Weights that were given: each multiplies a row's precision, and is a number of rows unless it is of precision alone. */
interface GivenWeights {
  readonly weight: Tensor;
  readonly isCount: boolean;
}

/** Undefined where there are none, and where standard errors have been told of them. */
function givenWeights({ input, frame }: Lowering): GivenWeights | undefined {
  const { weights, se } = frame.response!;
  if (!weights) return undefined;
  const isCount = weights.meaning !== "precision";
  return isCount || !se ? { weight: input(inputNames.weights), isCount } : undefined;
}

function logScalesOf({ scope, frame: { rows } }: Lowering, sigma: Tensor, given: GivenWeights | undefined): Tensor {
  const { tf } = scope;
  const isCommon = sigma.rank === 0;
  const logSigma = tf.log(sigma) as Tensor;
  if (given?.isCount) {
    const count = tf.sum(given.weight);
    const sum = isCommon ? tf.mul(count, logSigma) : tf.sum(tf.mul(given.weight, logSigma));
    return tf.add(sum, tf.mul(count, LOG_SQRT_2PI));
  }
  const sum = tf.add(isCommon ? tf.mul(rows, logSigma) : tf.sum(logSigma), rows * LOG_SQRT_2PI) as Tensor;
  return given ? tf.sub(sum, tf.mul(0.5, tf.sum(tf.log(given.weight)))) : sum;
}
