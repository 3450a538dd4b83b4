/** The Laplace, or double exponential, law. */
import { abs, add, divide, exp, log, log1p, multiply, negate, subtract, whereGreater } from "./algebra.js";
import { LOG_2 } from "./constants.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawExponential } from "./draw/drawExponential.js";
import type { Law } from "./Law.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

export const laplaceLaw: Law<"location" | "scale"> = {
  name: "laplace",
  parameters: { location: "real", scale: "positive" },
  support: () => real,
  logDensity(x, { location, scale }) {
    const distance = divide(abs(subtract(x, location)), scale);
    return subtract(subtract(negate(distance), log(scale)), LOG_2);
  },
  // The difference of two independent exponentials.
  random: (rng, { location, scale }) => location + scale * (drawExponential(rng) - drawExponential(rng)),
  logSurvival: (bound, { location, scale }) => standardLogCdf(divide(subtract(location, bound), scale)),
  logCdf: (bound, { location, scale }) => standardLogCdf(divide(subtract(bound, location), scale)),
};

/** ln F(z): z − ln 2 below 0, ln(1 − e^(−z)/2) above. */
function standardLogCdf(z: Value): Value {
  // |z| is z where this is taken, and keeps it finite where it is not.
  const upper = (): Value => log1p(multiply(-0.5, exp(negate(abs(z)))));
  return whereGreater(z, 0, upper, () => add(z, -LOG_2));
}

/** Laplace with median `location` and mean absolute deviation `scale`. */
export function laplace(location: Value, scale: Value): Distribution {
  return distribution(laplaceLaw, { location, scale });
}
