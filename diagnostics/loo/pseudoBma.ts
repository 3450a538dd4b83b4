/** Weights of models by how well each predicts by itself. */
import { exp } from "../../engine/math/exp.js";
import { logSumExp } from "../../engine/math/logSumExp.js";
import { drawExponential } from "../../engine/distributions/draw/drawExponential.js";
import { stream } from "../../engine/random/stream.js";
import { sumOf } from "./estimateOf.js";
import { checkedCount } from "./stacking.js";

/** How {@link pseudoBma} treats that the observations are a sample. */
export interface PseudoBmaOptions {
  /** Seed of the Bayesian bootstrap, which is left out without it: weights are then too sure. */
  readonly seed?: string;
  /** Bootstrap samples, 1000 unless told. */
  readonly samples?: number;
}

/**
 * Pseudo-BMA weights exp(elpdₖ)/Σ exp(elpd); with a seed pseudo-BMA+, which averages them over a Bayesian bootstrap of the observations
 * (Yao et al. 2018, Bayesian Analysis 13:917, section 3.4).
 *
 * @param elpd of each model, by observation, all of one length
 * @throws RangeError if the models have different numbers of observations
 * @example pseudoBma([modelA.pointwise.elpd, modelB.pointwise.elpd], { seed: "1" })
 */
export function pseudoBma(elpd: readonly Float64Array[], options: PseudoBmaOptions = {}): Float64Array {
  const { seed, samples = 1000 } = options;
  const count = checkedCount(elpd);
  if (seed === undefined || count === 0) return softmax(Float64Array.from(elpd, sumOf));
  const rng = stream(seed, "pseudo-bma");
  const weights = new Float64Array(elpd.length);
  const shares = new Float64Array(count);
  for (let sample = 0; sample < samples; sample++) {
    // Exponentials over their sum are a uniform draw from the simplex.
    for (let i = 0; i < count; i++) shares[i] = drawExponential(rng);
    const total = sumOf(shares);
    const drawn = softmax(
      Float64Array.from(elpd, (values) => {
        let sum = 0;
        for (let i = 0; i < count; i++) sum += shares[i] * values[i];
        return (count * sum) / total;
      }),
    );
    for (let k = 0; k < weights.length; k++) weights[k] += drawn[k] / samples;
  }
  return weights;
}

function softmax(values: Float64Array): Float64Array {
  const total = logSumExp(values);
  return values.map((value) => exp(value - total));
}
