/** The gamma law, by its shape and the logarithm of its mean. */
import { add, exp, lgamma, log, multiply, negate, subtract } from "./algebra.js";
import { drawGamma } from "./draw/drawGamma.js";
import type { Law } from "./Law.js";
import { exp as expNumber } from "../math/exp.js";
import { open, positive } from "./Support.js";

/** With a = shape and m = e^logMean: a ln a − ln Γ(a) − ln y + a (ln y − logMean − y/m), no logarithm of a parameter by row. */
export const gammaLogMeanLaw: Law<"shape" | "logMean"> = {
  name: "gamma_log_mean",
  parameters: { shape: "positive", logMean: "real" },
  support: () => positive,
  edges: () => open,
  logDensity(y, { shape, logMean }) {
    const normaliser = subtract(multiply(shape, log(shape)), lgamma(shape));
    const logY = log(y);
    const deviation = subtract(subtract(logY, logMean), multiply(y, exp(negate(logMean))));
    return add(normaliser, subtract(multiply(shape, deviation), logY));
  },
  random: (rng, { shape, logMean }) => (drawGamma(rng, shape) / shape) * expNumber(logMean),
};
