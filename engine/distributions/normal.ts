/** The normal law. */
import { divide, log, multiply, square, subtract } from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { normalLogCdf } from "./normalLogCdf.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

export const normalLaw: Law<"location" | "scale"> = {
  name: "normal",
  parameters: { location: "real", scale: "positive" },
  support: () => real,
  logDensity(x, { location, scale }) {
    const z = divide(subtract(x, location), scale);
    return subtract(subtract(multiply(-0.5, square(z)), log(scale)), LOG_SQRT_2PI);
  },
  random: (rng, { location, scale }) => location + scale * rng.normal(),
  logSurvival: (bound, { location, scale }) => normalLogCdf(divide(subtract(location, bound), scale)),
  logCdf: (bound, { location, scale }) => normalLogCdf(divide(subtract(bound, location), scale)),
};

/** Normal with mean `location` and standard deviation `scale`. */
export function normal(location: Value, scale: Value): Distribution {
  return distribution(normalLaw, { location, scale });
}
