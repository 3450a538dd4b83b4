/** The negative binomial law, by mean and shape. */
import { add, divide, lgamma, log1p, multiply, subtract, xlogy } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawGamma } from "./draw/drawGamma.js";
import { drawPoisson } from "./draw/drawPoisson.js";
import { negativeBinomialLogTail } from "./countLogTail.js";
import type { Law } from "./Law.js";
import { lgammaDifference } from "./lgammaDifference.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

export const negativeBinomialLaw: Law<"mean" | "shape"> = {
  name: "negative_binomial",
  parameters: { mean: "nonnegative", shape: "positive" },
  support: () => integers(0, Infinity),
  logDensity(y, { mean, shape }) {
    // With r = mean/shape: ln Γ(y + shape)/Γ(shape) − y ln shape + y ln mean − (y + shape) ln(1 + r) − ln y!
    const coefficient = subtract(lgammaDifference(shape, y, true), lgamma(add(y, 1)));
    const spread = multiply(add(y, shape), log1p(divide(mean, shape)));
    return add(coefficient, subtract(xlogy(y, mean), spread));
  },
  random: (rng, { mean, shape }) => drawPoisson(rng, (drawGamma(rng, shape) * mean) / shape),
  logSurvival: (bound, { mean, shape }) =>
    negativeBinomialLogTail("upper", bound, divide(mean, add(mean, shape)), shape),
  logCdf: (bound, { mean, shape }) => negativeBinomialLogTail("lower", bound, divide(mean, add(mean, shape)), shape),
};

/** Counts with this mean and variance mean + mean²/shape, as Stan's neg_binomial_2. */
export function negativeBinomial(mean: Value, shape: Value): Distribution {
  return distribution(negativeBinomialLaw, { mean, shape });
}
