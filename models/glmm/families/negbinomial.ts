/** Overdispersed counts, of mean mu and variance mu + mu²/shape. */
import { multiply } from "../../../engine/distributions/algebra.js";
import { negativeBinomialLaw } from "../../../engine/distributions/negativeBinomial.js";
import { negativeBinomialLogLaw } from "../../../engine/distributions/negativeBinomialLog.js";
import {
  negativeBinomialLogCoefficient,
  negativeBinomialLogTabulatedLaw,
} from "../../../engine/distributions/negativeBinomialLogTabulated.js";
import type { Value } from "../../../engine/distributions/Value.js";
import type { FamilyRow, LawInputs, Tabulated } from "../Family.js";
import { countInformation, countMean, counts, expectedCount, logCountMean, shapeOfCounts } from "./shared.js";

export const negbinomialFamily: FamilyRow = {
  name: "negbinomial",
  links: ["log", "identity", "sqrt", "softplus"],
  auxiliaries: [shapeOfCounts],
  additions: ["rate", "cens", "trunc"],
  mean: "positive",
  outcome: "count",
  ...counts,
  law: ({ name }) => (name === "log" ? negativeBinomialLogLaw : negativeBinomialLaw),
  values: (inputs, link) =>
    link.name === "log"
      ? { logMean: logCountMean(inputs), shape: shapeOf(inputs) }
      : { mean: countMean(inputs, link), shape: shapeOf(inputs) },
  tabulated: ({ name }) => (name === "log" ? tabulatedLog : undefined),
  expectation: expectedCount,
  variance(inputs, link) {
    const mean = expectedCount(inputs, link);
    return mean + (mean * mean) / (shapeOf(inputs) as number);
  },
  information: (inputs, link) => countInformation(inputs, link, 1 / (inputs.shape! * (inputs.rate ?? 1))),
};

/** With counts of few values this is most of the work: lgamma and digamma by row cost four times the rest. */
const tabulatedLog: Tabulated = {
  part: (counts, { shape }) => negativeBinomialLogCoefficient(counts, shape!),
  law: negativeBinomialLogTabulatedLaw,
  values: (inputs, coefficient) => ({ logMean: inputs.eta, shape: inputs.shape!, coefficient }),
};

/** A count over d units is a sum of d counts of one unit: its shape is d times theirs, as its mean is. */
function shapeOf({ shape, rate }: LawInputs): Value {
  return rate === undefined ? shape! : multiply(shape!, rate);
}
