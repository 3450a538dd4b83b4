/** The negative binomial law, by the logarithm of its mean and its shape. */
import { add, lgamma, log, multiply, sigmoid, softplus, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { negativeBinomialLogTail } from "./countLogTail.js";
import type { Law } from "./Law.js";
import { lgammaDifference } from "./lgammaDifference.js";
import { exp } from "../math/exp.js";
import { negativeBinomialLaw } from "./negativeBinomial.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

export const negativeBinomialLogLaw: Law<"logMean" | "shape"> = {
  name: "negative_binomial_log",
  parameters: { logMean: "real", shape: "positive" },
  support: () => integers(0, Infinity),
  logDensity(y, { logMean, shape }) {
    const coefficient = subtract(lgammaDifference(shape, y, true), lgamma(add(y, 1)));
    const spread = multiply(add(y, shape), softplus(subtract(logMean, log(shape))));
    return add(coefficient, subtract(multiply(y, logMean), spread));
  },
  random: (rng, { logMean, shape }) => negativeBinomialLaw.random(rng, { mean: exp(logMean), shape }),
  logSurvival: (bound, { logMean, shape }) => negativeBinomialLogTail("upper", bound, shareOf(logMean, shape), shape),
  logCdf: (bound, { logMean, shape }) => negativeBinomialLogTail("lower", bound, shareOf(logMean, shape), shape),
};

/** mean/(mean + shape). */
function shareOf(logMean: Value, shape: Value): Value {
  return sigmoid(subtract(logMean, log(shape)));
}

/** Counts with mean m = e^logMean and variance m + m²/shape, as Stan's neg_binomial_2_log. */
export function negativeBinomialLog(logMean: Value, shape: Value): Distribution {
  return distribution(negativeBinomialLogLaw, { logMean, shape });
}
