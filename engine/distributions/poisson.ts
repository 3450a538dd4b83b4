/** The Poisson law, by its rate. */
import { add, lgamma, subtract, xlogy } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawPoisson } from "./draw/drawPoisson.js";
import { poissonLogTail } from "./countLogTail.js";
import type { Law } from "./Law.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

export const poissonLaw: Law<"rate"> = {
  name: "poisson",
  parameters: { rate: "nonnegative" },
  support: () => integers(0, Infinity),
  logDensity: (y, { rate }) => subtract(subtract(xlogy(y, rate), rate), lgamma(add(y, 1))),
  random: (rng, { rate }) => drawPoisson(rng, rate),
  logSurvival: (bound, { rate }) => poissonLogTail("upper", bound, rate),
  logCdf: (bound, { rate }) => poissonLogTail("lower", bound, rate),
};

/** Counts with this mean. With its logarithm at hand, {@link poissonLog} is faster and safer. */
export function poisson(rate: Value): Distribution {
  return distribution(poissonLaw, { rate });
}
