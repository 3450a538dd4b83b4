/** The exponential law, by the logarithm of its mean. */
import { add, exp, log1mexp, multiply, negate } from "./algebra.js";
import { drawExponential } from "./draw/drawExponential.js";
import type { Law } from "./Law.js";
import { exp as expNumber } from "../math/exp.js";
import { ofPositive } from "./ofPositive.js";
import { positive } from "./Support.js";
import type { Value } from "./Value.js";

/** The log density −logMean − y e^(−logMean) stays a number where the rate would overflow. */
export const exponentialLogMeanLaw: Law<"logMean"> = {
  name: "exponential_log_mean",
  parameters: { logMean: "real" },
  support: () => positive,
  logDensity: (y, { logMean }) => negate(add(logMean, inMeans(y, logMean))),
  random: (rng, { logMean }) => drawExponential(rng) * expNumber(logMean),
  logSurvival: (bound, { logMean }) => ofPositive(bound, 0, (y) => negate(inMeans(y, logMean))),
  logCdf: (bound, { logMean }) => ofPositive(bound, -Infinity, (y) => log1mexp(negate(inMeans(y, logMean)))),
};

function inMeans(y: Value, logMean: Value): Value {
  return multiply(y, exp(negate(logMean)));
}
