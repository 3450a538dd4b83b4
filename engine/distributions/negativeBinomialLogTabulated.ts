/** The negative binomial law by the logarithm of its mean, with the part that depends on count and shape handed in. */
import { add, lgamma, log, multiply, softplus, subtract } from "./algebra.js";
import type { Law } from "./Law.js";
import { lgammaDifference } from "./lgammaDifference.js";
import { negativeBinomialLogLaw } from "./negativeBinomialLog.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

/** ln Γ(y + shape)/(Γ(shape) y!) − y ln shape: two lgammas, and as many digammas for its slope, for each count. */
export function negativeBinomialLogCoefficient(y: Value, shape: Value): Value {
  return subtract(lgammaDifference(shape, y, true), lgamma(add(y, 1)));
}

/** The law of negativeBinomialLog, where the coefficient is its {@link negativeBinomialLogCoefficient} by row. */
export const negativeBinomialLogTabulatedLaw: Law<"logMean" | "shape" | "coefficient"> = {
  name: negativeBinomialLogLaw.name,
  parameters: { logMean: "real", shape: "positive", coefficient: "real" },
  support: () => integers(0, Infinity),
  logDensity(y, { logMean, shape, coefficient }) {
    const spread = multiply(add(y, shape), softplus(subtract(logMean, log(shape))));
    return add(coefficient, subtract(multiply(y, logMean), spread));
  },
  random: (rng, numbers) => negativeBinomialLogLaw.random(rng, numbers),
};
