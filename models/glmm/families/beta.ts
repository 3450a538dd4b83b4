/** Proportions between 0 and 1: beta(mu · phi, (1 − mu) · phi). */
import { betaMeanLaw } from "../../../engine/distributions/betaMean.js";
import { exp } from "../../../engine/math/exp.js";
import { trigamma } from "../../../engine/math/trigamma.js";
import type { FamilyRow } from "../Family.js";
import { complementOf, probabilityLink } from "../links.js";
import { meanOf, phiAbove0 } from "./shared.js";

export const betaFamily: FamilyRow = {
  name: "beta",
  links: ["logit", "probit", "cloglog", "cauchit"],
  auxiliaries: [phiAbove0],
  additions: [],
  mean: "unit",
  responseWords: "a number above 0 and below 1",
  isResponse: (y) => y > 0 && y < 1,
  law: () => betaMeanLaw,
  values: ({ eta, phi }, link) => ({ mean: link.inverse(eta), complement: complementOf(link, eta), precision: phi! }),
  outcome: "proportion",
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ eta, phi }, link) => (meanOf(link, eta) * (complementOf(link, eta) as number)) / (1 + phi!),
  // slope² · phi² · (ψ′(mu phi) + ψ′((1 − mu) phi)), Ferrari & Cribari-Neto 2004, J. Appl. Stat. 31, 799-815.
  information({ eta, phi }, link) {
    const { logInverse, logComplement, logSlope } = probabilityLink(link);
    const logShares = [logInverse(eta) as number, logComplement(eta) as number];
    return logShares.reduce((sum, logShare) => {
      return sum + scaledTrigamma(exp(logShare) * phi!) * exp(2 * (logSlope(eta) - logShare));
    }, 0);
  },
};

/** x² ψ′(x), which is 1 at 0. */
function scaledTrigamma(x: number): number {
  return x < 1e-100 ? 1 : x * (x * trigamma(x));
}
