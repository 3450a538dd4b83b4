/** The Bernoulli law, by the logit of its probability. */
import { multiply, softplus, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { sigmoid } from "../math/sigmoid.js";
import { integers } from "./Support.js";
import type { Value } from "./Value.js";

export const bernoulliLogitLaw: Law<"logit"> = {
  name: "bernoulli_logit",
  parameters: { logit: "real" },
  support: () => integers(0, 1),
  logDensity: (y, { logit }) => subtract(multiply(y, logit), softplus(logit)),
  random: (rng, { logit }) => (rng.uniform() < sigmoid(logit) ? 1 : 0),
};

/** 1 with probability 1/(1 + e^(−logit)), else 0. */
export function bernoulliLogit(logit: Value): Distribution {
  return distribution(bernoulliLogitLaw, { logit });
}
