/** The binomial law, by the logit of its probability. */
import { add, multiply, sigmoid, softplus, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawBinomial } from "./draw/drawBinomial.js";
import { binomialLogTail } from "./countLogTail.js";
import type { Law } from "./Law.js";
import { logChoose } from "./logChoose.js";
import { sigmoid as sigmoidNumber } from "../math/sigmoid.js";
import { integers } from "./Support.js";
import { upToTrials } from "./upToTrials.js";
import { isNumber, type Value } from "./Value.js";

export const binomialLogitLaw: Law<"trials" | "logit"> = {
  name: "binomial_logit",
  parameters: { trials: "count", logit: "real" },
  support: ({ trials }) => integers(0, isNumber(trials) ? trials : Infinity),
  within: (y, { trials }) => upToTrials(y, trials),
  logDensity(y, { trials, logit }) {
    return add(logChoose(trials, y), subtract(multiply(y, logit), multiply(trials, softplus(logit))));
  },
  random: (rng, { trials, logit }) => drawBinomial(rng, trials, sigmoidNumber(logit)),
  logSurvival: (bound, { trials, logit }) => binomialLogTail("upper", bound, trials, sigmoid(logit)),
  logCdf: (bound, { trials, logit }) => binomialLogTail("lower", bound, trials, sigmoid(logit)),
};

/** Successes in a number of trials, each with probability 1/(1 + e^(−logit)). */
export function binomialLogit(trials: Value, logit: Value): Distribution {
  return distribution(binomialLogitLaw, { trials, logit });
}
