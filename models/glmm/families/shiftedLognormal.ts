/** Response times: a lognormal time after one of ndt in which nothing can happen, shifted_lognormal(mu, sigma, ndt). */
import { shiftedLognormalLaw } from "../../../engine/distributions/shiftedLognormal.js";
import type { Auxiliary, FamilyRow } from "../Family.js";
import { lognormalFamily } from "./lognormal.js";
import { positiveNumbers, sigmaAbove0 } from "./shared.js";

/** Without a formula it is below the earliest response, and any such number is as likely, as in brms. */
const ndtBelowAll: Auxiliary = {
  ...{ name: "ndt", link: "log", lower: 0, upper: Infinity },
  upperOf: (responses) => responses.reduce((least, y) => Math.min(least, y), Infinity),
};

export const shiftedLognormalFamily: FamilyRow = {
  name: "shifted_lognormal",
  links: ["identity", "inverse"],
  auxiliaries: [sigmaAbove0, ndtBelowAll],
  additions: ["cens", "trunc"],
  mean: "real",
  outcome: "positive",
  ofLogarithm: true,
  ...positiveNumbers,
  law: () => shiftedLognormalLaw,
  values: ({ eta, sigma, ndt }, link) => ({ mu: link.inverse(eta), sigma: sigma!, ndt: ndt! }),
  expectation: (inputs, link) => inputs.ndt! + lognormalFamily.expectation(inputs, link),
  variance: (inputs, link) => lognormalFamily.variance(inputs, link),
  information: (inputs, link) => lognormalFamily.information(inputs, link),
};
