/** The LKJ law of correlation matrices, as a law of their Cholesky factors. */
import { diagonal, tf, type Tensor } from "../autodiff/ops.js";
import type { Rng } from "../core/Rng.js";
import { UserError } from "../core/UserError.js";
import { add, lgamma, multiply, subtract } from "./algebra.js";
import { betaLaw } from "./beta.js";
import { LOG_PI } from "./constants.js";
import type { Distribution } from "./Distribution.js";
import { correlationCholesky } from "./Support.js";
import { isNumber, type Value } from "./Value.js";

/**
 * The law of L when L Lᵀ is a size × size correlation matrix with density proportional to its determinant to the power
 * eta − 1; eta = 1 is uniform, larger eta favours the identity. A density of the elements below the diagonal.
 * Lewandowski, Kurowicka & Joe 2009, Generating random correlation matrices based on vines and extended onion method.
 *
 * @throws UserError unless size is a whole number above 1 and eta above 0.
 */
export function lkjCorrCholesky(size: number, eta: Value): Distribution {
  if (!Number.isInteger(size) || size < 2) {
    throw new UserError(`lkj_corr_cholesky needs a whole number of at least 2 as its size; it is ${size}.`);
  }
  if (isNumber(eta) && !(eta > 0 && eta < Infinity)) {
    throw new UserError(`the eta of lkj_corr_cholesky must be a finite number above 0; it is ${eta}.`);
  }
  return {
    name: "lkj_corr_cholesky",
    parameters: { size, eta },
    domains: { eta: "positive" },
    support: correlationCholesky,
    eventShape: [size, size],
    logDensity: logDensity as Distribution["logDensity"],
    random(rng) {
      if (!isNumber(eta)) throw new UserError("a draw from lkj_corr_cholesky needs its eta as a number.");
      return drawLkjCorrCholesky(rng, size, eta);
    },
  };

  function logDensity(x: Value): Tensor {
    if (isNumber(x) || x.rank !== 2) throw new UserError("lkj_corr_cholesky is a law of one matrix at a time.");
    // Row k from 1 has exponent size − k of the change from R to L, and 2 (eta − 1) of the determinant.
    const fromJacobian = tf().tensor1d(Array.from({ length: size }, (_, i) => size - 1 - i));
    const exponent = tf().add(fromJacobian, multiply(2, subtract(eta, 1)));
    const kernel = tf().sum(tf().mul(exponent, tf().log(diagonal(x))));
    return tf().add(kernel, logNormaliser(size, eta));
  }
}

/** (size − 1) ln Γ(eta + (size − 1)/2) − Σ_k [k/2 ln π + ln Γ(eta + (size − 1 − k)/2)], k = 1 … size − 1. */
function logNormaliser(size: number, eta: Value): Value {
  const last = size - 1;
  let sum: Value = multiply(last, lgamma(add(eta, last / 2)));
  for (let k = 1; k <= last; k += 1) {
    sum = subtract(sum, add(lgamma(add(eta, (last - k) / 2)), (k / 2) * LOG_PI));
  }
  return sum;
}

/**
 * A draw, (size × size) row by row: rows are points of the half sphere with uniform directions and beta distributed
 * squared lengths, the onion method.
 */
export function drawLkjCorrCholesky(rng: Rng, size: number, eta: number): Float64Array {
  const lower = new Float64Array(size * size);
  lower[0] = 1;
  for (let i = 1; i < size; i += 1) {
    const squared = betaLaw.random(rng, { alpha: i / 2, beta: eta + (size - 1 - i) / 2 });
    const direction = Float64Array.from({ length: i }, () => rng.normal());
    const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
    direction.forEach((value, j) => (lower[i * size + j] = (value / length) * Math.sqrt(squared)));
    lower[i * size + i] = Math.sqrt(1 - squared);
  }
  return lower;
}
