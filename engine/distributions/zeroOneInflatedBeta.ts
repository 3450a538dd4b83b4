/** Proportions between 0 and 1 with a probability of their own for either end. */
import { add } from "./algebra.js";
import { betaMeanLaw } from "./betaMean.js";
import type { Law } from "./Law.js";
import { exp } from "../math/exp.js";
import { insideUnit } from "./insideUnit.js";
import { interval } from "./Support.js";
import type { Value } from "./Value.js";
import { whereEqual } from "./whereEqual.js";

type Names = "mean" | "complement" | "precision" | "logEnd" | "logRest" | "logOne" | "logZero";

/**
 * An end with probability e^logEnd, and of the ends 1 with e^logOne and 0 with e^logZero; with e^logRest beta of this mean and precision,
 * as brms's zero_one_inflated_beta (zoi and coi). That the pairs of probabilities sum to 1 is left to the caller.
 */
export const zeroOneInflatedBetaLaw: Law<Names> = {
  name: "zero_one_inflated_beta",
  parameters: {
    ...betaMeanLaw.parameters,
    ...{ logEnd: "real", logRest: "real", logOne: "real", logZero: "real" },
  },
  support: () => interval(0, 1),
  logDensity(y, values) {
    const between = (): Value => add(values.logRest, betaMeanLaw.logDensity(insideUnit(y), values));
    const atOne = (): Value => add(values.logEnd, values.logOne);
    return whereEqual(
      y,
      0,
      () => add(values.logEnd, values.logZero),
      () => whereEqual(y, 1, atOne, between),
    );
  },
  random(rng, numbers) {
    if (rng.uniform() >= exp(numbers.logEnd)) return betaMeanLaw.random(rng, numbers);
    return rng.uniform() < exp(numbers.logOne) ? 1 : 0;
  },
};
