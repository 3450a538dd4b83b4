/** The beta-binomial law: successes in trials whose probability is itself beta. */
import { add, log, multiply, subtract } from "./algebra.js";
import { betaLaw } from "./beta.js";
import { drawBinomial } from "./draw/drawBinomial.js";
import type { Law } from "./Law.js";
import { logChoose } from "./logChoose.js";
import { logRising } from "./logRising.js";
import { exp as expNumber } from "../math/exp.js";
import { integers } from "./Support.js";
import { upToTrials } from "./upToTrials.js";
import { isNumber } from "./Value.js";

/**
 * By the logarithms of the mean probability p and of 1 − p, and the precision phi: the probability of a trial is
 * beta(p phi, (1 − p) phi), as brms's beta_binomial. For large phi it is the binomial law, without a difference being taken.
 */
export const betaBinomialLaw: Law<"trials" | "logProbability" | "logComplement" | "precision"> = {
  name: "beta_binomial",
  parameters: { trials: "count", logProbability: "real", logComplement: "real", precision: "positive" },
  support: ({ trials }) => integers(0, isNumber(trials) ? trials : Infinity),
  within: (y, { trials }) => upToTrials(y, trials),
  logDensity(y, { trials, logProbability, logComplement, precision }) {
    const failures = subtract(trials, y);
    const logPrecision = log(precision);
    const successes = add(logRising(add(logProbability, logPrecision), y), multiply(y, logProbability));
    const others = add(logRising(add(logComplement, logPrecision), failures), multiply(failures, logComplement));
    return add(subtract(logChoose(trials, y), logRising(logPrecision, trials)), add(successes, others));
  },
  random(rng, { trials, logProbability, logComplement, precision }) {
    const alpha = expNumber(logProbability) * precision;
    const beta = expNumber(logComplement) * precision;
    // A precision without bound, or a mean of 0 or 1, leaves a binomial.
    if (!(alpha > 0) || !(beta > 0)) return drawBinomial(rng, trials, expNumber(logProbability));
    return drawBinomial(rng, trials, betaLaw.random(rng, { alpha, beta }));
  },
};
