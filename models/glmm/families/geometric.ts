/** Counts of failures before a success, of mean mu and variance mu + mu²: negbinomial of shape 1. */
import { negativeBinomialLaw } from "../../../engine/distributions/negativeBinomial.js";
import { negativeBinomialLogLaw } from "../../../engine/distributions/negativeBinomialLog.js";
import type { FamilyRow, LawInputs } from "../Family.js";
import { negbinomialFamily } from "./negbinomial.js";
import { countMean, logCountMean } from "./shared.js";

const withShape = (inputs: LawInputs<number>): LawInputs<number> => ({ ...inputs, shape: 1 });

export const geometricFamily: FamilyRow = {
  name: "geometric",
  links: negbinomialFamily.links,
  auxiliaries: [],
  additions: negbinomialFamily.additions,
  mean: negbinomialFamily.mean,
  outcome: negbinomialFamily.outcome,
  responseWords: negbinomialFamily.responseWords,
  isResponse: (y) => negbinomialFamily.isResponse(y),
  law: ({ name }) => (name === "log" ? negativeBinomialLogLaw : negativeBinomialLaw),
  // A count over d units is a sum of d counts of one unit: its shape is d.
  values: (inputs, link) =>
    link.name === "log"
      ? { logMean: logCountMean(inputs), shape: inputs.rate ?? 1 }
      : { mean: countMean(inputs, link), shape: inputs.rate ?? 1 },
  expectation: (inputs, link) => negbinomialFamily.expectation(withShape(inputs), link),
  variance: (inputs, link) => negbinomialFamily.variance(withShape(inputs), link),
  information: (inputs, link) => negbinomialFamily.information(withShape(inputs), link),
};
