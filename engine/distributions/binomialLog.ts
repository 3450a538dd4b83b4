/** The binomial law, by the logarithms of the probabilities of success and failure. */
import { add, exp, multiply, subtract } from "./algebra.js";
import { drawBinomial } from "./draw/drawBinomial.js";
import { binomialLogTail } from "./countLogTail.js";
import type { Law } from "./Law.js";
import { logChoose } from "./logChoose.js";
import { exp as expNumber } from "../math/exp.js";
import { integers } from "./Support.js";
import { upToTrials } from "./upToTrials.js";
import { isNumber } from "./Value.js";

/** For links whose tails are known as logarithms; that the two probabilities sum to 1 is left to the caller. */
export const binomialLogLaw: Law<"trials" | "logProbability" | "logComplement"> = {
  name: "binomial_log",
  parameters: { trials: "count", logProbability: "real", logComplement: "real" },
  support: ({ trials }) => integers(0, isNumber(trials) ? trials : Infinity),
  within: (y, { trials }) => upToTrials(y, trials),
  logDensity(y, { trials, logProbability, logComplement }) {
    const outcomes = add(multiply(y, logProbability), multiply(subtract(trials, y), logComplement));
    return add(logChoose(trials, y), outcomes);
  },
  random: (rng, { trials, logProbability }) => drawBinomial(rng, trials, expNumber(logProbability)),
  logSurvival: (bound, { trials, logProbability }) => binomialLogTail("upper", bound, trials, exp(logProbability)),
  logCdf: (bound, { trials, logProbability }) => binomialLogTail("lower", bound, trials, exp(logProbability)),
};
