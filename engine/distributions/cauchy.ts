/** The Cauchy law. */
import {
  abs,
  add,
  atan,
  atLeast,
  divide,
  log,
  log1p,
  multiply,
  negate,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_2, LOG_PI } from "./constants.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

const INVERSE_PI = 0.3183098861837907;

export const cauchyLaw: Law<"location" | "scale"> = {
  name: "cauchy",
  parameters: { location: "real", scale: "positive" },
  support: () => real,
  logDensity(x, { location, scale }) {
    const z = divide(subtract(x, location), scale);
    return subtract(subtract(negate(log1p(square(z))), log(scale)), LOG_PI);
  },
  // A ratio of independent standard normals is standard Cauchy.
  random: (rng, { location, scale }) => location + (scale * rng.normal()) / rng.normal(),
  logSurvival: (bound, { location, scale }) => standardLogCdf(divide(subtract(location, bound), scale)),
  logCdf: (bound, { location, scale }) => standardLogCdf(divide(subtract(bound, location), scale)),
};

/** ln F(z), where F(z) = ½ + atan(z)/π; beyond 1 either way from the tail, atan(1/|z|)/π, without cancellation. */
function standardLogCdf(z: Value): Value {
  if (z === 0) return -LOG_2;
  // Held at 1 in the middle, where it is not taken: at 0 its slope would be 0 · ∞.
  const tail = multiply(INVERSE_PI, atan(divide(1, atLeast(abs(z), 1))));
  const middle = (): Value => log(add(0.5, multiply(INVERSE_PI, atan(z))));
  const lower = (): Value => whereGreater(z, -1, middle, () => log(tail));
  return whereGreater(z, 1, () => log1p(negate(tail)), lower);
}

/** Cauchy with median `location`; half of it lies within `scale` of the median. */
export function cauchy(location: Value, scale: Value): Distribution {
  return distribution(cauchyLaw, { location, scale });
}
