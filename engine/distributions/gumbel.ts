/** The Gumbel law of extremes. */
import { add, divide, exp, log, negate, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawExponential } from "./draw/drawExponential.js";
import { hazard } from "./hazard.js";
import { hazardLogCdf } from "./hazardLogCdf.js";
import type { Law } from "./Law.js";
import { log as logNumber } from "../math/log.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

export const gumbelLaw: Law<"location" | "scale"> = {
  name: "gumbel",
  parameters: { location: "real", scale: "positive" },
  support: () => real,
  logDensity(x, { location, scale }) {
    const z = divide(subtract(x, location), scale);
    return subtract(negate(add(z, exp(negate(z)))), log(scale));
  },
  // e^(−z) is an exponential one.
  random: (rng, { location, scale }) => location - scale * logNumber(drawExponential(rng)),
  logSurvival: (bound, values) => hazardLogCdf(logHazard(bound, values)),
  logCdf: (bound, values) => negate(hazard(logHazard(bound, values))),
};

/** u in P(X < bound) = exp(−e^u). */
function logHazard(bound: Value, { location, scale }: { readonly location: Value; readonly scale: Value }): Value {
  return divide(subtract(location, bound), scale);
}

/**
 * The law of the largest of many, as Stan's gumbel(mu, beta): its mode is `location`, its mean that plus 0.5772 times `scale`, its
 * standard deviation π/√6 times `scale`.
 */
export function gumbel(location: Value, scale: Value): Distribution {
  return distribution(gumbelLaw, { location, scale });
}
