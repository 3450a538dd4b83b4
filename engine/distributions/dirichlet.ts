/** The Dirichlet law of vectors of probabilities. */
import { lgamma as lgammaTensor, tf, type Tensor } from "../autodiff/ops.js";
import type { Rng } from "../core/Rng.js";
import { UserError } from "../core/UserError.js";
import { exp } from "../math/exp.js";
import { lgamma } from "../math/lgamma.js";
import { isTensor, plainVector, vectorTensor, type VectorValue } from "./arrays.js";
import type { Distribution } from "./Distribution.js";
import { drawLogGamma } from "./draw/drawLogGamma.js";
import { simplex } from "./Support.js";
import { isNumber, type Value } from "./Value.js";

/**
 * Dirichlet with these concentrations, one per element.
 *
 * @example dirichlet([1, 1, 1])
 * @throws UserError unless there are at least two concentrations, each above 0.
 */
export function dirichlet(concentration: VectorValue): Distribution {
  const n = isTensor(concentration) ? (concentration.shape[concentration.rank - 1] ?? 0) : concentration.length;
  if (n < 2) throw new UserError(`dirichlet needs at least two concentrations; it has ${n}.`);
  if (!isTensor(concentration)) {
    const bad = Array.from(concentration).find((value) => !(value > 0 && value < Infinity));
    if (bad !== undefined) throw new UserError(`a concentration of dirichlet must be above 0; one is ${bad}.`);
  }
  return {
    name: "dirichlet",
    parameters: { concentration: isTensor(concentration) ? concentration : [...concentration] },
    domains: { concentration: "positive" },
    support: simplex,
    eventShape: [n],
    logDensity: logDensity as Distribution["logDensity"],
    random: (rng) => drawDirichlet(rng, plainVector("dirichlet", "concentration", concentration)),
    drawWith: (rng, numbers) => drawDirichlet(rng, numbers["concentration"] as ArrayLike<number>),
  };

  function logDensity(x: Value): Tensor {
    if (isNumber(x)) throw new UserError(`dirichlet is a law of vectors of length ${n}, not of a number.`);
    const alpha = vectorTensor(concentration);
    const kernel = tf().sum(tf().mul(tf().sub(alpha, 1), tf().log(x)), -1);
    return tf().add(kernel, normaliser(concentration, alpha));
  }
}

/** ln Γ(Σ α) − Σ ln Γ(α). */
function normaliser(concentration: VectorValue, alpha: Tensor): Value {
  if (isTensor(concentration)) {
    return tf().sub(lgammaTensor(tf().sum(alpha, -1)), tf().sum(lgammaTensor(alpha), -1));
  }
  const numbers = Array.from(concentration);
  const total = numbers.reduce((sum, value) => sum + value, 0);
  return numbers.reduce((sum, value) => sum - lgamma(value), lgamma(total));
}

/** Gamma draws over their sum, on the log scale: with small concentrations all of them may underflow. */
export function drawDirichlet(rng: Rng, concentration: ArrayLike<number>): Float64Array {
  const logs = Float64Array.from(concentration, (alpha) => drawLogGamma(rng, alpha));
  const largest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logs.map((value) => exp(value - largest));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((value) => value / total);
}
