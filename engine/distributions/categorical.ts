/** The categorical law, by logits. */
import { logSumExp, tf, type Tensor } from "../autodiff/ops.js";
import type { Rng } from "../core/Rng.js";
import { UserError } from "../core/UserError.js";
import { exp } from "../math/exp.js";
import { log } from "../math/log.js";
import { isTensor, plainVector, vectorTensor, type VectorValue } from "./arrays.js";
import { masked, type Distribution } from "./Distribution.js";
import { insideOf } from "./insideOf.js";
import { closed, integers } from "./Support.js";
import { isNumber, type Value } from "./Value.js";

/**
 * A category from 0 to K − 1 with probability proportional to e^logit. Logits are [K], the same for all rows, or
 * [rows, K].
 *
 * @throws UserError unless there are at least two categories.
 */
export function categorical(logits: VectorValue): Distribution {
  const count = isTensor(logits) ? (logits.shape[logits.rank - 1] ?? 0) : logits.length;
  if (count < 2) throw new UserError(`categorical needs at least two logits; it has ${count}.`);
  const support = integers(0, count - 1);
  return {
    name: "categorical",
    parameters: { logits: isTensor(logits) ? logits : [...logits] },
    support,
    eventShape: [],
    logDensity: logDensity as Distribution["logDensity"],
    logDensityInside,
    random: (rng) => drawCategorical(rng, plainVector("categorical", "logits", logits)),
    drawWith: (rng, numbers) => drawCategorical(rng, numbers["logits"] as ArrayLike<number>),
  };

  function logDensity(y: Value): Value {
    if (!isTensor(logits) && isNumber(y)) return logits[y] === undefined ? -Infinity : logits[y] - logTotal(logits);
    const codes = isNumber(y) ? tf().scalar(y) : tf().cast(y, "float32");
    return masked(insideOf(support, closed, codes)!, codes, 0, logDensityInside);
  }

  function logDensityInside(codes: Tensor): Tensor {
    const eta = vectorTensor(logits);
    return tf().sub(chosen(eta, codes), logSumExp(eta, -1));
  }

  /** The logit of each row's category. The mask depends on data alone, so it is computed once per table. */
  function chosen(eta: Tensor, codes: Tensor): Tensor {
    const categories = tf().tensor1d(Array.from({ length: count }, (_, k) => k));
    const mask = tf().cast(tf().equal(tf().expandDims(tf().cast(codes, "float32"), -1), categories), "float32");
    return tf().sum(tf().mul(mask, eta), -1);
  }
}

function logTotal(logits: ArrayLike<number>): number {
  const numbers = Array.from(logits);
  const largest = Math.max(...numbers);
  return largest + log(numbers.reduce((sum, value) => sum + exp(value - largest), 0));
}

/** A category by inversion. */
export function drawCategorical(rng: Rng, logits: ArrayLike<number>): number {
  const total = logTotal(logits);
  let u = rng.uniform();
  for (let k = 0; k < logits.length - 1; k += 1) {
    u -= exp(logits[k]! - total);
    if (u <= 0) return k;
  }
  return logits.length - 1;
}
