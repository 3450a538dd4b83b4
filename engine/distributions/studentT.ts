/** Student's t law. */
import { add, divide, log, log1p, multiply, square, subtract } from "./algebra.js";
import { LOG_PI } from "./constants.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawGamma } from "./draw/drawGamma.js";
import type { Law } from "./Law.js";
import { lgammaDifference } from "./lgammaDifference.js";
import { studentTLogCdf } from "./studentTLogCdf.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

export const studentTLaw: Law<"df" | "location" | "scale"> = {
  name: "student_t",
  parameters: { df: "positive", location: "real", scale: "positive" },
  support: () => real,
  logDensity(x, { df, location, scale }) {
    const z = divide(subtract(x, location), scale);
    const normaliser = subtract(lgammaDifference(divide(df, 2), 0.5), multiply(0.5, add(log(df), LOG_PI)));
    const kernel = multiply(multiply(0.5, add(df, 1)), log1p(divide(square(z), df)));
    return subtract(subtract(normaliser, log(scale)), kernel);
  },
  random(rng, { df, location, scale }) {
    const variance = df / (2 * drawGamma(rng, df / 2));
    return location + scale * rng.normal() * Math.sqrt(variance);
  },
  logSurvival: (bound, { df, location, scale }) => studentTLogCdf(df, divide(subtract(location, bound), scale)),
  logCdf: (bound, { df, location, scale }) => studentTLogCdf(df, divide(subtract(bound, location), scale)),
};

/** Student's t with `df` degrees of freedom, as Stan's student_t(df, location, scale). */
export function studentT(df: Value, location: Value, scale: Value): Distribution {
  return distribution(studentTLaw, { df, location, scale });
}
