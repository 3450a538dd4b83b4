/** Samples the coefficients relative to the data, studies' latents being unknown. */
import { cholesky, diagonal, triangularSolve, type Tensor } from "../../../engine/autodiff/ops.js";
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import { halfSolved } from "./latentLaw.js";
import { inputNames } from "./networkInputs.js";
import { oneSidedAt, softlyOneSidedAt, type OneSidedTensors } from "./oneSidedAt.js";
import { rowCount } from "./slabsOf.js";
import type { NetworkLowering } from "./NetworkLowering.js";
import type { SlabRows } from "./SlabRows.js";
import { joined, sumOf } from "./tensorSums.js";

/** Beyond so many multiplications a gradient the matrix costs more than it saves. */
const mostProducts = 5e4;

/**
 * Whether coefficients are sampled so: with random effects, whose sd decides how far the data bind them, or where some are one-sided; if all have
 * normal priors, nothing else depends on them, and their matrix is not too large.
 */
export function isJoint(lowering: NetworkLowering): boolean {
  const { isRelative, declaration, coefficients, priors, slabs, oneSidedEffects } = lowering;
  const { effects, baselineRisk, exchangeableBaselines, interaction } = declaration;
  const hasInteractions = coefficients.list.some(({ kind }) => kind === "interaction");
  return (
    isRelative &&
    (effects === "random" || oneSidedEffects.length > 0) &&
    !baselineRisk &&
    !exchangeableBaselines &&
    !(hasInteractions && interaction === "exchangeable") &&
    rowCount(slabs) * coefficients.list.length * coefficients.list.length <= mostProducts &&
    coefficients.list.every(({ name }) => {
      const { law, support } = priors.of(name);
      return law?.name === "normal" && support.kind === "real";
    })
  );
}

/**
 * θ = m + D w, w standard normal by the prior, m and D its means and standard deviations. With Ω = W − W Z (C Cᵀ)⁻¹ Zᵀ W, what the rows tell
 * when latents are unknown, w is normal given the rest, with precision K = I + D Xᵀ Ω X D and mean K⁻¹ D Xᵀ Ω (y − f − X m). What
 * is sampled is z in w = K^(−½)ᵀ (…) + z, by the Cholesky factor of K.
 *
 * Of an effect that is one-sided no arm tells, so that its w is its z, which is then made of a coordinate of its own.
 *
 * @param factors C of each slab; undefined for one of which nothing is told.
 * @param tau Absent for fixed effects.
 */
export function jointCoefficients(
  lowering: NetworkLowering,
  slabs: readonly SlabRows[],
  factors: readonly (readonly (readonly Tensor[])[] | undefined)[],
  tau: Tensor | undefined,
): Tensor {
  const { scope, coefficients, priors } = lowering;
  const { tf } = scope;
  const size = coefficients.list.length;
  const laws = coefficients.list.map(({ name }) => {
    return priors.of(name).parameters as { readonly location: number; readonly scale: number };
  });
  const means = scope.constant(
    "prior means of the coefficients",
    laws.map(({ location }) => location),
  );
  const spreads = scope.constant(
    "prior standard deviations of the coefficients",
    laws.map(({ scale }) => scale),
  );
  const told = slabs.flatMap((rows, i) => (factors[i] ? [toldBySlab(rows, factors[i])] : []));
  const precision = sumOf(told.map(({ matrix }) => matrix)) ?? (tf.zeros([size, size]) as Tensor);
  const linear = sumOf(told.map(({ vector }) => vector)) ?? (tf.zeros([size]) as Tensor);
  const column = (x: Tensor): Tensor => tf.reshape(x as never, [size, 1]) as Tensor;
  const scaled = tf.mul(tf.mul(column(spreads), precision), tf.reshape(spreads as never, [1, size])) as Tensor;
  const lower = cholesky(tf.add(scaled, tf.eye(size)) as Tensor);
  const atMeans = tf.sub(linear, tf.reshape(tf.matMul(precision as never, column(means) as never), [size]));
  const half = triangularSolve(lower, tf.mul(spreads, atMeans) as Tensor);
  const logDeterminant = tf.sum(tf.log(diagonal(lower)));
  const kinds = new Set(coefficients.list.map(({ kind }) => kind));
  const name = ["d", ...(kinds.has("omega") ? ["omega"] : []), ...(kinds.has("interaction") ? ["beta"] : [])].join(
    ", ",
  );
  let theta: Tensor | undefined;
  scope.coordinates(
    name,
    size,
    (position) => {
      const { z, logSlope } = pushed(lowering, position, tau);
      const w = triangularSolve(lower, tf.add(half, z) as Tensor, { transpose: true });
      theta = tf.add(means, tf.mul(spreads, w)) as Tensor;
      const logNormal = tf.sub(tf.mul(-0.5, tf.sum(tf.square(w))), size * LOG_SQRT_2PI) as Tensor;
      return {
        value: theta,
        logDensity: tf.add(tf.sub(logNormal, logDeterminant), logSlope) as Tensor,
        logPrior: tf.sub(logNormal, tf.sum(tf.log(spreads))) as Tensor,
      };
    },
    { independent: true },
  );
  scope.generate("coefficients", theta!, { names: coefficients.list.map((one) => one.name) });
  return theta!;

  /** Xᵀ Ω X and Xᵀ Ω (y − f) of a slab. */
  function toldBySlab(rows: SlabRows, factor: readonly (readonly Tensor[])[]) {
    const { designs, fixed, told: told_ } = rows;
    const { precisions, pulls } = told_!;
    const weighted = designs.map(
      (design, j) => design && (tf.mul(tf.reshape(precisions[j] as never, [-1, 1]), design) as Tensor),
    );
    const rests = fixed.map((one, j) => tf.sub(pulls[j]!, tf.mul(precisions[j]!, one)) as Tensor);
    const [halfDesigns, halfRests] = [halfSolved(rows, factor, weighted), halfSolved(rows, factor, rests)];
    const transposed = (a: Tensor | undefined, b: Tensor | undefined): Tensor | undefined =>
      a &&
      b &&
      (tf.matMul(a as never, (b.rank === 1 ? tf.reshape(b as never, [b.size, 1]) : b) as never, true) as Tensor);
    const less = (a: Tensor, b: Tensor | undefined): Tensor => (b ? (tf.sub(a, b) as Tensor) : a);
    const matrix = less(
      sumOf(designs.map((design, j) => transposed(design, weighted[j])))!,
      sumOf(halfDesigns.map((half) => transposed(half, half))),
    );
    const vector = less(
      sumOf(designs.map((design, j) => transposed(design, rests[j])))!,
      sumOf(halfDesigns.map((half, k) => transposed(half, halfRests[k]))),
    );
    return { matrix, vector: tf.reshape(vector as never, [size]) as Tensor };
  }
}

/** Coordinates with those of one-sided effects made what they stand for. */
function pushed({ scope, input, oneSidedEffects }: NetworkLowering, position: Tensor, tau: Tensor | undefined) {
  const { tf } = scope;
  if (oneSidedEffects.length === 0) return { z: position, logSlope: tf.zeros([]) as Tensor };
  const piece = (x: Tensor, place: number): Tensor => tf.slice(x as never, [place], [1]) as Tensor;
  const places = oneSidedEffects.map(({ coefficient }) => coefficient);
  const law = {
    side: input(inputNames.oneSidedEffects("side")),
    edge: input(inputNames.oneSidedEffects("edge")),
    width: input(inputNames.oneSidedEffects("width")),
    scale: input(inputNames.oneSidedEffects("scale")),
  };
  const own = joined(places.map((place) => piece(position, place)));
  const { value, logSlope } = tau ? softlyOneSidedAt(softened(tau), own) : oneSidedAt(law, own);
  const z = joined(
    Array.from({ length: position.size }, (_, place) => {
      const at = places.indexOf(place);
      return at < 0 ? piece(position, place) : piece(value, at);
    }),
  );
  return { z, logSlope: tf.sum(logSlope) as Tensor };

  /** Arms deviate from the effect, which blurs where they end it. */
  function softened(sd: Tensor): OneSidedTensors {
    const blur = tf.div(sd, input(inputNames.oneSidedUnits));
    const width = tf.sqrt(tf.add(tf.square(law.width), tf.square(blur))) as Tensor;
    return { ...law, width, scale: tf.div(tf.mul(law.scale, law.width), width) as Tensor };
  }
}
