/** The exponential law. */
import { log, log1mexp, multiply, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawExponential } from "./draw/drawExponential.js";
import type { Law } from "./Law.js";
import { positive } from "./Support.js";
import type { Value } from "./Value.js";

export const exponentialLaw: Law<"rate"> = {
  name: "exponential",
  parameters: { rate: "positive" },
  support: () => positive,
  logDensity: (x, { rate }) => subtract(log(rate), multiply(rate, x)),
  random: (rng, { rate }) => drawExponential(rng) / rate,
  logSurvival: (bound, { rate }) => (bound <= 0 ? 0 : multiply(-bound, rate)),
  logCdf: (bound, { rate }) => (bound <= 0 ? -Infinity : log1mexp(multiply(-bound, rate))),
};

/** Exponential with mean 1/`rate`. */
export function exponential(rate: Value): Distribution {
  return distribution(exponentialLaw, { rate });
}
