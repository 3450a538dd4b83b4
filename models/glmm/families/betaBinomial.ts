/** Successes in trials whose probability varies: beta(mu · phi, (1 − mu) · phi). */
import { betaBinomialLaw } from "../../../engine/distributions/betaBinomial.js";
import type { FamilyRow, LawInputs } from "../Family.js";
import { probabilityLink } from "../links.js";
import { meanOf, phiAbove0, trialInformation, trialVariance } from "./shared.js";

export const betaBinomialFamily: FamilyRow = {
  name: "beta_binomial",
  links: ["logit", "probit", "cloglog"],
  auxiliaries: [phiAbove0],
  additions: ["trials"],
  mean: "unit",
  responseWords: "a whole number from 0 to its trials",
  isResponse: (y) => Number.isInteger(y) && y >= 0,
  outcome: "bounded",
  law: () => betaBinomialLaw,
  values({ eta, trials, phi }, link) {
    const { logInverse, logComplement } = probabilityLink(link);
    return {
      trials: trials!,
      logProbability: logInverse(eta),
      logComplement: logComplement(eta),
      precision: phi!,
    };
  },
  expectation: ({ eta, trials }, link) => trials! * meanOf(link, eta),
  variance: (inputs, link) => inputs.trials! * trialVariance(link, inputs.eta) * inflation(inputs),
  // (n · slope)²/variance, that of the quasi-likelihood: a little less than Fisher's, which has no closed form.
  information: (inputs, link) => (inputs.trials! * trialInformation(link, inputs.eta)) / inflation(inputs),
};

/** How much more successes vary than those of independent trials: (phi + n)/(phi + 1). */
function inflation({ trials, phi }: LawInputs<number>): number {
  return 1 + (trials! - 1) / (1 + phi!);
}
