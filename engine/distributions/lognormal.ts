/** The lognormal law. */
import { log, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { normalLaw } from "./normal.js";
import { exp } from "../math/exp.js";
import { ofPositive } from "./ofPositive.js";
import { open, positive } from "./Support.js";
import type { Value } from "./Value.js";

export const lognormalLaw: Law<"mu" | "sigma"> = {
  name: "lognormal",
  parameters: { mu: "real", sigma: "positive" },
  support: () => positive,
  edges: () => open,
  logDensity(x, { mu, sigma }) {
    const logX = log(x);
    return subtract(normalLaw.logDensity(logX, { location: mu, scale: sigma }), logX);
  },
  random: (rng, { mu, sigma }) => exp(mu + sigma * rng.normal()),
  logSurvival(bound, { mu, sigma }) {
    return ofPositive(bound, 0, (y) => normalLaw.logSurvival!(log(y), { location: mu, scale: sigma }));
  },
  logCdf(bound, { mu, sigma }) {
    return ofPositive(bound, -Infinity, (y) => normalLaw.logCdf!(log(y), { location: mu, scale: sigma }));
  },
};

/** The law of eˣ when x is normal(mu, sigma); its median is e^mu. */
export function lognormal(mu: Value, sigma: Value): Distribution {
  return distribution(lognormalLaw, { mu, sigma });
}
