/** Overdispersed counts whose variance is a multiple of their mean, mu (1 + phi): nbinom1 of glmmTMB. */
import {
  negativeBinomialLinearLaw,
  negativeBinomialLinearLogLaw,
} from "../../../engine/distributions/negativeBinomialLinear.js";
import type { FamilyRow } from "../Family.js";
import { countInformation, countMean, counts, expectedCount, logCountMean, phiAbove0 } from "./shared.js";

export const nbinom1Family: FamilyRow = {
  name: "nbinom1",
  links: ["log", "identity", "sqrt"],
  auxiliaries: [phiAbove0],
  // A sum of such counts is one itself, with the same phi: rates need no more.
  additions: ["rate", "cens", "trunc"],
  mean: "positive",
  outcome: "count",
  ...counts,
  law: ({ name }) => (name === "log" ? negativeBinomialLinearLogLaw : negativeBinomialLinearLaw),
  values: (inputs, link) =>
    link.name === "log"
      ? { logMean: logCountMean(inputs), phi: inputs.phi! }
      : { mean: countMean(inputs, link), phi: inputs.phi! },
  expectation: expectedCount,
  variance: (inputs, link) => expectedCount(inputs, link) * (1 + inputs.phi!),
  // slope²/variance, that of the quasi-likelihood: a little less than Fisher's, which has no closed form.
  information: (inputs, link) => countInformation(inputs, link, 0) / (1 + inputs.phi!),
};
