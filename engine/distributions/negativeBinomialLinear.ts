/** The negative binomial law whose variance is a multiple of its mean. */
import { add, atLeast, divide, exp, lgamma, log, log1p, multiply, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawGamma } from "./draw/drawGamma.js";
import { drawPoisson } from "./draw/drawPoisson.js";
import { negativeBinomialLogTail, type CountTail } from "./countLogTail.js";
import type { Law } from "./Law.js";
import { logRising } from "./logRising.js";
import { exp as expNumber } from "../math/exp.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

/** Counts by mean and the excess of the variance over it: mean (1 + phi), nbinom1 of glmmTMB. */
export const negativeBinomialLinearLaw: Law<"mean" | "phi"> = {
  name: "negative_binomial_linear",
  parameters: { mean: "nonnegative", phi: "positive" },
  support: () => integers(0, Infinity),
  // A count of 0 may have a mean of 0, of which there is no logarithm.
  logDensity: (y, { mean, phi }) => linearLogDensity(y, mean, log(atLeast(mean, 1e-300)), phi),
  random: (rng, { mean, phi }) => (mean === 0 ? 0 : drawPoisson(rng, drawGamma(rng, mean / phi) * phi)),
  logSurvival: (bound, { mean, phi }) => linearLogTail("upper", bound, mean, phi),
  logCdf: (bound, { mean, phi }) => linearLogTail("lower", bound, mean, phi),
};

/** The same by the logarithm of the mean. */
export const negativeBinomialLinearLogLaw: Law<"logMean" | "phi"> = {
  name: "negative_binomial_linear_log",
  parameters: { logMean: "real", phi: "positive" },
  support: () => integers(0, Infinity),
  logDensity: (y, { logMean, phi }) => linearLogDensity(y, exp(logMean), logMean, phi),
  random: (rng, { logMean, phi }) => negativeBinomialLinearLaw.random(rng, { mean: expNumber(logMean), phi }),
  logSurvival: (bound, { logMean, phi }) => linearLogTail("upper", bound, exp(logMean), phi),
  logCdf: (bound, { logMean, phi }) => linearLogTail("lower", bound, exp(logMean), phi),
};

/** A negative binomial of shape mean/phi: ln Γ(y + s)/(Γ(s) sʸ y!) + y ln mean − (y + s) ln(1 + phi). */
function linearLogDensity(y: Value, mean: Value, logMean: Value, phi: Value): Value {
  const growth = log1p(phi);
  const rising = logRising(subtract(logMean, log(phi)), y);
  const kernel = multiply(y, subtract(logMean, growth));
  // The shape itself may overflow where phi is tiny; below 1e-20 the ratio is 1 to the last digit.
  const some = atLeast(phi, 1e-20);
  const zeros = multiply(mean, divide(log1p(some), some));
  return add(subtract(rising, lgamma(add(y, 1))), subtract(kernel, zeros));
}

/** By the share mean/(mean + shape), which is phi/(1 + phi). */
function linearLogTail(tail: CountTail, bound: Value, mean: Value, phi: Value): Value {
  return negativeBinomialLogTail(tail, bound, divide(phi, add(1, phi)), divide(mean, phi));
}

/** Counts with this mean and variance mean (1 + phi). */
export function negativeBinomialLinear(mean: Value, phi: Value): Distribution {
  return distribution(negativeBinomialLinearLaw, { mean, phi });
}
