/** What of the Poisson law is above zero. */
import { drawPositivePoisson } from "./draw/drawPositivePoisson.js";
import type { PositivePart } from "./hurdle.js";
import { logNonzero } from "./logNonzero.js";

/** Of poissonLogLaw, for a hurdle. */
export const positivePoisson: PositivePart<"logRate"> = {
  logMass: ({ logRate }) => logNonzero(logRate),
  random: (rng, { logRate }) => drawPositivePoisson(rng, logRate),
};
