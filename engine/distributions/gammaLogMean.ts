/** The gamma law, by its shape and the logarithm of its mean. */
import { exp, log, multiply, negate, subtract } from "./algebra.js";
import { drawGamma } from "./draw/drawGamma.js";
import { gammaLogDensity } from "./gammaLogDensity.js";
import { gammaLogTail } from "./gammaLogTail.js";
import type { Law } from "./Law.js";
import { ofPositive } from "./ofPositive.js";
import { exp as expNumber } from "../math/exp.js";
import { open, positive } from "./Support.js";
import type { Value } from "./Value.js";

export const gammaLogMeanLaw: Law<"shape" | "logMean"> = {
  name: "gamma_log_mean",
  parameters: { shape: "positive", logMean: "real" },
  support: () => positive,
  edges: () => open,
  logDensity(y, { shape, logMean }) {
    const logY = log(y);
    return subtract(gammaLogDensity(subtract(logY, logMean), shape), logY);
  },
  random: (rng, { shape, logMean }) => (drawGamma(rng, shape) / shape) * expNumber(logMean),
  logSurvival: (bound, { shape, logMean }) =>
    ofPositive(bound, 0, (y) => gammaLogTail("upper", shape, standardised(y, shape, logMean))),
  logCdf: (bound, { shape, logMean }) =>
    ofPositive(bound, -Infinity, (y) => gammaLogTail("lower", shape, standardised(y, shape, logMean))),
};

/** A bound of gamma with rate 1. */
function standardised(y: Value, shape: Value, logMean: Value): Value {
  return multiply(multiply(y, exp(negate(logMean))), shape);
}
