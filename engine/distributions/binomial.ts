/** The binomial law, by probability. */
import { add, negate, subtract, xlog1py, xlogy } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawBinomial } from "./draw/drawBinomial.js";
import { binomialLogTail } from "./countLogTail.js";
import type { Law } from "./Law.js";
import { logChoose } from "./logChoose.js";
import { integers } from "./Support.js";
import { upToTrials } from "./upToTrials.js";
import { isNumber, type Value } from "./Value.js";

export const binomialLaw: Law<"trials" | "probability"> = {
  name: "binomial",
  parameters: { trials: "count", probability: "probability" },
  support: ({ trials }) => integers(0, isNumber(trials) ? trials : Infinity),
  within: (y, { trials }) => upToTrials(y, trials),
  logDensity(y, { trials, probability }) {
    const failures = xlog1py(subtract(trials, y), negate(probability));
    return add(logChoose(trials, y), add(xlogy(y, probability), failures));
  },
  random: (rng, { trials, probability }) => drawBinomial(rng, trials, probability),
  logSurvival: (bound, { trials, probability }) => binomialLogTail("upper", bound, trials, probability),
  logCdf: (bound, { trials, probability }) => binomialLogTail("lower", bound, trials, probability),
};

/** Successes in a number of trials. With a logit at hand, {@link binomialLogit} is faster and safer. */
export function binomial(trials: Value, probability: Value): Distribution {
  return distribution(binomialLaw, { trials, probability });
}
