/** The intercept of normal rows, sampled relative to where they put it when effects and other coefficients are not known. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { isTensor } from "../../../engine/distributions/arrays.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { Lowering } from "../Lowering.js";
import type { LatentFactor } from "./LatentFactor.js";
import { linearTerms } from "./latentMatrix.js";
import type { DeferredIntercept } from "./LatentPopulation.js";
import type { LatentTerm, RowData } from "./LatentTerm.js";

/** The intercept, and what it makes of the residual. */
export interface LoweredIntercept {
  readonly value: Tensor;
  /** C⁻¹ b at the intercept. */
  readonly half: Tensor;
  /** What is added to eᵀ W e. */
  readonly square: Tensor;
}

/**
 * Given all that is sampled before, the rows' log density is quadratic in the intercept: they know it as a normal one of precision
 * A = 1ᵀ W 1 − |C⁻¹ b₁|², b₁ what b is of a column of ones. With a normal law in place of its prior that gives its mean μ and standard
 * deviation s for every value of the hyperparameters, and μ + s z is sampled by z. The prior itself enters as it is.
 *
 * @param half C⁻¹ b with the intercept at its origin.
 */
export function lowerDeferredIntercept(
  { scope }: Lowering,
  { origin, prior }: DeferredIntercept,
  terms: readonly LatentTerm[],
  factor: LatentFactor,
  data: RowData,
  half: Tensor,
): LoweredIntercept {
  const column = data.weight ?? (tf().ones([data.rows]) as Tensor);
  const precise = (x: Tensor): Tensor => (data.precision ? tf().mul(data.precision, x) : x);
  const ofOnes = linearTerms(terms, { ...data, weighted: [{ factor: undefined, column }] }).flat();
  const halfOfOnes = factor.half(ofOnes.length === 1 ? ofOnes[0]! : tf().concat(ofOnes as never[]));
  const square = precise(tf().sum(column));
  const product = precise(
    tf().addN(
      data.weighted.map(({ factor: multiple, column: part }) => {
        const sum = tf().sum(part) as Tensor;
        return multiple ? tf().mul(multiple, sum) : sum;
      }),
    ),
  );
  // Rounding may leave less than nothing of what rows know.
  const known = tf().relu(tf().sub(square, tf().sum(tf().square(halfOfOnes)))) as Tensor;
  const pull = tf().sub(product, tf().sum(tf().mul(halfOfOnes, half)));
  const { location, precision } = surrogate(prior);
  const total = tf().add(known, precision) as Tensor;
  const step = tf().div(tf().add(pull, tf().mul(precision, tf().sub(location, origin))), total);
  const mean = tf().add(origin, step) as Tensor;
  let value = mean;
  scope.coordinates(
    "Intercept",
    1,
    (z) => {
      value = tf().add(mean, tf().div(tf().reshape(z, []), tf().sqrt(total)));
      const logPrior = tf().sum((prior.logDensityInside ?? prior.logDensity)(value)) as Tensor;
      return { value, logDensity: tf().sub(logPrior, tf().mul(0.5, tf().log(total))), logPrior };
    },
    { latent: false },
  );
  const shift = tf().sub(value, origin) as Tensor;
  return {
    value,
    half: tf().sub(half, tf().mul(shift, halfOfOnes)),
    square: tf().sub(tf().mul(tf().square(shift), square), tf().mul(tf().mul(2, shift), product)),
  };
}

/** Whether an intercept with this prior can be sampled so: on the whole line, with a location and a scale that are numbers. */
export function isDeferrable({ support, parameters: { location, scale } }: Distribution): boolean {
  return support.kind === "real" && [location, scale].every((one) => one !== undefined && !isTensor(one));
}

/** A normal law about as wide as a prior. */
function surrogate({ parameters }: Distribution): { readonly location: number; readonly precision: number } {
  const { location, scale } = parameters as { readonly location: number; readonly scale: number };
  return { location, precision: 1 / (scale * scale) };
}
