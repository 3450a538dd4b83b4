/** Positive responses whose logarithm is normal(mu, sigma): the predictor is of the logarithm's mean. */
import { lognormalLaw } from "../../../engine/distributions/lognormal.js";
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import type { FamilyRow } from "../Family.js";
import { meanOf, positiveNumbers, sigmaAbove0, squaredSlope } from "./shared.js";

export const lognormalFamily: FamilyRow = {
  name: "lognormal",
  links: ["identity", "inverse"],
  auxiliaries: [sigmaAbove0],
  additions: ["cens", "trunc"],
  mean: "real",
  outcome: "positive",
  ofLogarithm: true,
  ...positiveNumbers,
  law: () => lognormalLaw,
  values: ({ eta, sigma }, link) => ({ mu: link.inverse(eta), sigma: sigma! }),
  expectation: ({ eta, sigma }, link) => exp(meanOf(link, eta) + (sigma! * sigma!) / 2),
  variance: ({ eta, sigma }, link) => exp(2 * meanOf(link, eta) + sigma! * sigma!) * expm1(sigma! * sigma!),
  information: ({ eta, sigma }, link) => squaredSlope(link, eta) / (sigma! * sigma!),
};
