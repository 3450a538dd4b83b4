/** Lowers the coefficients of the mean effect, relative to where data and heterogeneity put them. */
import { cholesky, triangularSolve, type Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { EffectPrecision, MetaLowering } from "./MetaLowering.js";

/**
 * Declares the coefficients. Given heterogeneity they are normal with precision P = Xᵀ Σ⁻¹ X = R Rᵀ where their priors are flat, Σ the
 * covariance of rows without them, so that they lie closer together the less heterogeneity there is. What is sampled is
 * z = Rᵀ (β − β̂): nearly standard normal whatever the heterogeneity. P holds the precisions of normal priors too, and those of
 * others of a location and a scale as if they were normal, which changes how the posterior is sampled and not what it is.
 *
 * @param precision Absent without random effects.
 * @returns The coefficients, and the same less the origin of the data.
 */
export function lowerMeans(
  lowering: MetaLowering,
  precision: EffectPrecision | undefined,
): { readonly means: readonly Tensor[]; readonly moved: readonly Tensor[] } {
  const { scope, frame, data, priorOnly, prior } = lowering;
  const { tf } = scope;
  const draws = frame.coefficients.map(({ draw }) => draw);
  const { origin } = data;
  if (priorOnly) {
    const means = draws.map((draw) => scope.parameter(draw, prior(draw)));
    return { means, moved: means.map((mean, k) => tf.sub(mean, origin[k]!) as Tensor) };
  }
  if (draws.length === 0) return { means: [], moved: [] };
  const { factor, centre } = lawGiven(lowering, precision);
  const entry = (row: number, column: number) =>
    tf.reshape(tf.slice(factor as never, [row, column], [1, 1]), []) as Tensor;
  const moved: Tensor[] = [];
  const means: Tensor[] = [];
  // Rᵀ is solved from below.
  for (let k = draws.length - 1; k >= 0; k--) {
    const law = prior(draws[k]!);
    const value = scope.coordinates(
      draws[k]!,
      1,
      (z) => {
        const deviations = draws.slice(k + 1).map((_, j) => {
          const row = k + 1 + j;
          return tf.mul(entry(row, k), tf.sub(moved[row]!, elementOf(lowering, centre, row))) as Tensor;
        });
        const rest = deviations.reduce((left, one) => tf.sub(left, one), tf.reshape(z, []));
        const own = tf.add(elementOf(lowering, centre, k), tf.div(rest, entry(k, k))) as Tensor;
        moved[k] = own;
        const mean = tf.add(origin[k]!, own) as Tensor;
        const logPrior = tf.sum(law.logDensity(mean)) as Tensor;
        return { value: mean, logDensity: tf.sub(logPrior, tf.log(entry(k, k))), logPrior };
      },
      { latent: false },
    );
    means[k] = value;
  }
  return { means, moved };
}

/** R and the mean of β less the origin. */
function lawGiven({ scope, data, frame, prior }: MetaLowering, precision: EffectPrecision | undefined) {
  const { tf } = scope;
  const { design, effects, origin, scales } = data;
  const size = design.length;
  const priors = frame.coefficients.map(({ draw }, k) => normalLike(prior(draw), origin[k]!, scales[k]!));
  const own = design.map((a) => design.map((b) => dot(a, b)));
  own.forEach((row, k) => (row[k]! += priors[k]!.precision));
  const pull = design.map((a, k) => dot(a, effects) + priors[k]!.precision * priors[k]!.mean);
  let matrix = scope.constant("precision of the means", own.flat(), [size, size]);
  let linear = scope.constant("pull of the means", pull);
  if (precision) {
    const halves = tf.stack([...precision.designHalves]);
    const half = tf.reshape(precision.half, [precision.half.size, 1]);
    matrix = tf.sub(matrix, tf.matMul(halves as never, halves as never, false, true));
    linear = tf.sub(linear, tf.reshape(tf.matMul(halves as never, half as never), [size]));
  }
  const factor = cholesky(matrix);
  return { factor, centre: triangularSolve(factor, triangularSolve(factor, linear), { transpose: true }) };
}

/** Mean less the origin, and precision, of a prior taken for normal; next to nothing where it has no scale. */
function normalLike({ parameters }: Distribution, origin: number, unit: number) {
  const { location, scale } = parameters;
  if (typeof location === "number" && typeof scale === "number")
    return { mean: location - origin, precision: 1 / (scale * scale) };
  return { mean: 0, precision: 1e-8 / (unit * unit) };
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, row) => sum + value * b[row]!, 0);
}

function elementOf({ scope }: MetaLowering, vector: Tensor, place: number): Tensor {
  return scope.tf.reshape(scope.tf.slice(vector as never, [place], [1]), []) as Tensor;
}
