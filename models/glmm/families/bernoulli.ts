/** Responses of 0 and 1. */
import { bernoulliLogLaw } from "../../../engine/distributions/bernoulliLog.js";
import { bernoulliLogitLaw } from "../../../engine/distributions/bernoulliLogit.js";
import { bernoulliProbitLaw } from "../../../engine/distributions/bernoulliProbit.js";
import type { FamilyRow } from "../Family.js";
import { probabilityLink } from "../links.js";
import { meanOf, trialInformation, trialVariance } from "./shared.js";

export const bernoulliFamily: FamilyRow = {
  name: "bernoulli",
  links: ["logit", "probit", "cloglog", "cauchit"],
  auxiliaries: [],
  additions: [],
  mean: "unit",
  outcome: "binary",
  responseWords: "0 or 1",
  isResponse: (y) => y === 0 || y === 1,
  law: ({ name }) => (name === "logit" ? bernoulliLogitLaw : name === "probit" ? bernoulliProbitLaw : bernoulliLogLaw),
  values({ eta }, link) {
    if (link.name === "logit") return { logit: eta };
    if (link.name === "probit") return { probit: eta };
    const { logInverse, logComplement } = probabilityLink(link);
    return { logProbability: logInverse(eta), logComplement: logComplement(eta) };
  },
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ eta }, link) => trialVariance(link, eta),
  information: ({ eta }, link) => trialInformation(link, eta),
};
