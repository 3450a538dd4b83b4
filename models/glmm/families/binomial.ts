/** Successes in a number of trials. */
import { binomialLogLaw } from "../../../engine/distributions/binomialLog.js";
import { binomialLogitLaw } from "../../../engine/distributions/binomialLogit.js";
import type { FamilyRow } from "../Family.js";
import { probabilityLink } from "../links.js";
import { meanOf, trialInformation, trialVariance } from "./shared.js";

export const binomialFamily: FamilyRow = {
  name: "binomial",
  links: ["logit", "probit", "cloglog", "cauchit"],
  auxiliaries: [],
  additions: ["trials"],
  mean: "unit",
  outcome: "bounded",
  responseWords: "a whole number from 0 to its trials",
  isResponse: (y) => Number.isInteger(y) && y >= 0,
  law: ({ name }) => (name === "logit" ? binomialLogitLaw : binomialLogLaw),
  values({ eta, trials }, link) {
    if (link.name === "logit") return { trials: trials!, logit: eta };
    const { logInverse, logComplement } = probabilityLink(link);
    return { trials: trials!, logProbability: logInverse(eta), logComplement: logComplement(eta) };
  },
  expectation: ({ eta, trials }, link) => trials! * meanOf(link, eta),
  variance: ({ eta, trials }, link) => trials! * trialVariance(link, eta),
  information: ({ eta, trials }, link) => trials! * trialInformation(link, eta),
};
