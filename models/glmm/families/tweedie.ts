/** Amounts of 0 or above that are sums of a random number of events: tweedie, of variance phi · mu^power. */
import { tweedieLaw } from "../../../engine/distributions/tweedie.js";
import { exp } from "../../../engine/math/exp.js";
import type { Auxiliary, FamilyRow } from "../Family.js";
import { logMeanOf } from "../links.js";
import { meanOf, phiAbove0, relativeSlope } from "./shared.js";

const powerBetween1And2: Auxiliary = {
  ...{ name: "power", link: undefined, lower: 1, upper: 2 },
  prior: { poolwise: "uniform(1, 2)", brms: "uniform(1, 2)" },
};

export const tweedieFamily: FamilyRow = {
  name: "tweedie",
  links: ["log", "identity", "inverse", "softplus"],
  auxiliaries: [phiAbove0, powerBetween1And2],
  additions: [],
  mean: "positive",
  outcome: "positive",
  responseWords: "a number, 0 or above",
  isResponse: (y) => y >= 0 && y < Infinity,
  law: () => tweedieLaw,
  values: ({ eta, phi, power }, link) => ({ logMean: logMeanOf(link, eta), phi: phi!, power: power! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ eta, phi, power }, link) => phi! * exp(power! * (logMeanOf(link, eta) as number)),
  // slope²/variance, as of any exponential dispersion model: (slope/mu)² mu^(2 − power)/phi.
  information({ eta, phi, power }, link) {
    const slope = relativeSlope(link, eta);
    return (slope * slope * exp((2 - power!) * (logMeanOf(link, eta) as number))) / phi!;
  },
};
