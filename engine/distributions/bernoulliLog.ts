/** The Bernoulli law, by the logarithms of its two probabilities. */
import { add, multiply, subtract } from "./algebra.js";
import type { Law } from "./Law.js";
import { exp } from "../math/exp.js";
import { integers } from "./Support.js";

/** For links whose tails are known as logarithms; that the two probabilities sum to 1 is left to the caller. */
export const bernoulliLogLaw: Law<"logProbability" | "logComplement"> = {
  name: "bernoulli_log",
  parameters: { logProbability: "real", logComplement: "real" },
  support: () => integers(0, 1),
  logDensity(y, { logProbability, logComplement }) {
    return add(multiply(y, logProbability), multiply(subtract(1, y), logComplement));
  },
  random: (rng, { logProbability }) => (rng.uniform() < exp(logProbability) ? 1 : 0),
};
