/** The Poisson law, by the logarithm of its rate. */
import { add, exp, lgamma, multiply, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawPoisson } from "./draw/drawPoisson.js";
import { poissonLogTail } from "./countLogTail.js";
import type { Law } from "./Law.js";
import { exp as expNumber } from "../math/exp.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

export const poissonLogLaw: Law<"logRate"> = {
  name: "poisson_log",
  parameters: { logRate: "real" },
  support: () => integers(0, Infinity),
  logDensity: (y, { logRate }) => subtract(subtract(multiply(y, logRate), exp(logRate)), lgamma(add(y, 1))),
  random: (rng, { logRate }) => drawPoisson(rng, expNumber(logRate)),
  logSurvival: (bound, { logRate }) => poissonLogTail("upper", bound, exp(logRate)),
  logCdf: (bound, { logRate }) => poissonLogTail("lower", bound, exp(logRate)),
};

/** Counts with mean e^logRate. */
export function poissonLog(logRate: Value): Distribution {
  return distribution(poissonLogLaw, { logRate });
}
