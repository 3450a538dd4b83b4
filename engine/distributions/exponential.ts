/** The exponential law. */
import { log, log1mexp, multiply, negate, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawExponential } from "./draw/drawExponential.js";
import type { Law } from "./Law.js";
import { ofPositive } from "./ofPositive.js";
import { positive } from "./Support.js";
import type { Value } from "./Value.js";

export const exponentialLaw: Law<"rate"> = {
  name: "exponential",
  parameters: { rate: "positive" },
  support: () => positive,
  logDensity: (x, { rate }) => subtract(log(rate), multiply(rate, x)),
  random: (rng, { rate }) => drawExponential(rng) / rate,
  logSurvival: (bound, { rate }) => ofPositive(bound, 0, (y) => negate(multiply(y, rate))),
  logCdf: (bound, { rate }) => ofPositive(bound, -Infinity, (y) => log1mexp(negate(multiply(y, rate)))),
};

/** Exponential with mean 1/`rate`. */
export function exponential(rate: Value): Distribution {
  return distribution(exponentialLaw, { rate });
}
