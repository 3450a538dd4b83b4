/** The Bernoulli law, by probability. */
import { add, negate, subtract, xlog1py, xlogy } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

export const bernoulliLaw: Law<"probability"> = {
  name: "bernoulli",
  parameters: { probability: "probability" },
  support: () => integers(0, 1),
  logDensity: (y, { probability }) => add(xlogy(y, probability), xlog1py(subtract(1, y), negate(probability))),
  random: (rng, { probability }) => (rng.uniform() < probability ? 1 : 0),
};

/** 1 with this probability, else 0. With a logit at hand, {@link bernoulliLogit} is faster and safer. */
export function bernoulli(probability: Value): Distribution {
  return distribution(bernoulliLaw, { probability });
}
