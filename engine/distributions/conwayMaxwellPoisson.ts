/** The Conway-Maxwell-Poisson law: counts that vary less or more than Poisson counts do. */
import { exp, multiply, subtract } from "./algebra.js";
import { conwayMaxwellLogSum, conwayMaxwellRange } from "./conwayMaxwellSum.js";
import { drawLogConcave } from "./draw/drawLogConcave.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { poissonLogMass } from "./poissonLogMass.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

/**
 * Probabilities proportional to (rate^n/n!)^shape: Poisson with shape 1, geometric as it goes to 0 (Shmueli et al. 2005, Applied Statistics
 * 54, 127-142; by the rate of Guikema & Goffelt 2008, Risk Analysis 28, 213-223, near which the mode is). Rates beyond e^±400, and shapes
 * below 1e-80 or above 1e30, count as these.
 */
export const conwayMaxwellPoissonLaw: Law<"logRate" | "shape"> = {
  name: "com_poisson",
  parameters: { logRate: "real", shape: "positive" },
  support: () => integers(0, Infinity),
  logDensity: (y, { logRate, shape }) => subtract(logWeight(y, logRate, shape), conwayMaxwellLogSum(logRate, shape)),
  random(rng, { logRate, shape }) {
    // The second of two whole numbers that are equally likely, where the rate is one.
    const mode = Math.floor(exp(conwayMaxwellRange(logRate, shape).logRate) as number);
    return drawLogConcave(rng, mode, (n) => logWeight(n, logRate, shape) as number);
  },
};

/** ln (rate^y e^(−rate)/y!)^shape. */
function logWeight(y: Value, logRate: Value, shape: Value): Value {
  const given = conwayMaxwellRange(logRate, shape);
  return multiply(given.shape, poissonLogMass(y, exp(given.logRate)));
}

/** Counts with probabilities proportional to (e^(n logRate)/n!)^shape. */
export function conwayMaxwellPoisson(logRate: Value, shape: Value): Distribution {
  return distribution(conwayMaxwellPoissonLaw, { logRate, shape });
}
