/** Lowers the heterogeneity of a term of random effects: standard deviations and correlations of outcomes. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { boundsOf } from "../../../engine/distributions/Support.js";
import { log } from "../../../engine/math/log.js";
import type { Loading, MetaLowering } from "./MetaLowering.js";
import type { MetaFrame, RandomTerm } from "./MetaFrame.js";
import { heterogeneityName } from "./metaPriorSlots.js";
import { momentVariance } from "./startOf.js";

export interface LoweredHeterogeneity {
  readonly loading: Loading;
  /** Standard deviations and correlations by the names of their draws. */
  readonly draws: readonly { readonly name: string; readonly value: Tensor }[];
}

/** Declares them. */
export function lowerHeterogeneity(lowering: MetaLowering, term: RandomTerm): LoweredHeterogeneity {
  const { scope, frame, prior } = lowering;
  const { tf } = scope;
  const names = term.parts.map((part) => heterogeneityName(term, part, frame.terms.length));
  const deviations = names.map((name) => deviation(lowering, name));
  const draws = names.map((name, part) => ({ name, value: deviations[part]! }));
  const size = deviations.length;
  if (size === 1) return { loading: [deviations], draws };
  const factor = scope.parameter("cor", prior("cor"), { reported: false });
  const entry = (matrix: Tensor, row: number, column: number) =>
    tf.reshape(tf.slice(matrix as never, [row, column], [1, 1]), []) as Tensor;
  const matrix = tf.matMul(factor as never, factor as never, false, true) as Tensor;
  for (let row = 1; row < size; row++) {
    for (let column = 0; column < row; column++) {
      draws.push({ name: `cor[${term.parts[column]!},${term.parts[row]!}]`, value: entry(matrix, row, column) });
    }
  }
  const loading = deviations.map((scale, row) =>
    deviations.map((_, column) => (column <= row ? (tf.mul(scale, entry(factor, row, column)) as Tensor) : undefined)),
  );
  return { loading, draws };
}

/**
 * A standard deviation τ = unit · log(1 + eˣ), the unit about what effects scatter by: far above it is sampled as it is, where its logarithm
 * would run into a wall; below, where data tell little, as its logarithm. One whose prior ends somewhere is sampled between its ends.
 */
function deviation({ scope, frame, prior }: MetaLowering, name: string): Tensor {
  const { tf } = scope;
  const law = prior(name);
  const { lower, upper } = boundsOf(law.support);
  if (lower !== 0 || upper !== Infinity) return scope.parameter(name, law, { reported: false });
  const unit = unitOf(frame);
  const value = scope.coordinates(
    name,
    1,
    (x) => {
      const tau = tf.mul(unit, tf.softplus(x)) as Tensor;
      const logPrior = tf.sum(law.logDensity(tau)) as Tensor;
      const logJacobian = tf.sub(log(unit), tf.sum(tf.softplus(tf.neg(x)))) as Tensor;
      return { value: tau, logDensity: tf.add(logPrior, logJacobian), logPrior };
    },
    { latent: false },
  );
  return tf.reshape(value, []) as Tensor;
}

/** Typical standard error, with the heterogeneity of the method of moments. */
function unitOf({ effects, variances }: MetaFrame): number {
  const typical = variances.slice().sort()[variances.length >> 1]!;
  return Math.sqrt(typical + momentVariance(effects, variances));
}
