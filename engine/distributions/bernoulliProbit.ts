/** The Bernoulli law, by the probit of its probability. */
import { multiply, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { normalCdf } from "../math/normalCdf.js";
import { normalLogCdf } from "./normalLogCdf.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

export const bernoulliProbitLaw: Law<"probit"> = {
  name: "bernoulli_probit",
  parameters: { probit: "real" },
  support: () => integers(0, 1),
  // ln Φ(probit) for 1 and ln Φ(−probit) for 0: one function by row, not two.
  logDensity: (y, { probit }) => normalLogCdf(multiply(subtract(multiply(2, y), 1), probit)),
  random: (rng, { probit }) => (rng.uniform() < normalCdf(probit) ? 1 : 0),
};

/** 1 with probability Φ(probit), else 0. */
export function bernoulliProbit(probit: Value): Distribution {
  return distribution(bernoulliProbitLaw, { probit });
}
