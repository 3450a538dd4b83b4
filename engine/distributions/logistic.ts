/** The logistic law. */
import { abs, divide, exp, log, log1p, multiply, negate, softplus, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { log as logNumber } from "../math/log.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

export const logisticLaw: Law<"location" | "scale"> = {
  name: "logistic",
  parameters: { location: "real", scale: "positive" },
  support: () => real,
  logDensity(x, { location, scale }) {
    // The density is even, so its exponential can always be taken of a negative number.
    const distance = negate(abs(divide(subtract(x, location), scale)));
    return subtract(subtract(distance, multiply(2, log1p(exp(distance)))), log(scale));
  },
  random(rng, { location, scale }) {
    const u = rng.uniform();
    return location + scale * (logNumber(u) - logNumber(1 - u));
  },
  logSurvival: (bound, { location, scale }) => negate(softplus(divide(subtract(bound, location), scale))),
  logCdf: (bound, { location, scale }) => negate(softplus(divide(subtract(location, bound), scale))),
};

/** Logistic with mean `location`; its standard deviation is π/√3 times `scale`. */
export function logistic(location: Value, scale: Value): Distribution {
  return distribution(logisticLaw, { location, scale });
}
