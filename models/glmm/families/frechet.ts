/** Positive responses that are the largest of many with heavy tails: frechet with mean mu and nu above 1. */
import { frechetLaw } from "../../../engine/distributions/frechet.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { lgamma } from "../../../engine/math/lgamma.js";
import type { Auxiliary, FamilyRow } from "../Family.js";
import { logMeanOf } from "../links.js";
import { meanOf, positiveNumbers, relativeSlope } from "./shared.js";

const nuAbove1: Auxiliary = {
  ...{ name: "nu", link: "logm1", lower: 1, upper: Infinity },
  prior: { poolwise: "gamma(2, 0.1)", brms: "gamma(2, 0.1)" },
  interceptPrior: "normal(2.7, 0.8)",
};

export const frechetFamily: FamilyRow = {
  name: "frechet",
  links: ["log", "identity", "inverse", "softplus"],
  auxiliaries: [nuAbove1],
  additions: ["cens", "trunc"],
  mean: "positive",
  outcome: "positive",
  ...positiveNumbers,
  law: () => frechetLaw,
  values: ({ eta, nu }, link) => ({ logMean: logMeanOf(link, eta), nu: nu! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  // mu² (Γ(1 − 2/nu)/Γ(1 − 1/nu)² − 1), above two degrees of freedom.
  variance({ eta, nu }, link) {
    const mean = meanOf(link, eta);
    return nu! > 2 ? mean * mean * expm1(lgamma(1 - 2 / nu!) - 2 * lgamma(1 - 1 / nu!)) : NaN;
  },
  // Minus the logarithm is an extreme value of scale 1/nu.
  information({ eta, nu }, link) {
    const slope = nu! * relativeSlope(link, eta);
    return slope * slope;
  },
};
