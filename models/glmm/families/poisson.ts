/** Counts whose variance is their mean. */
import { poissonLaw } from "../../../engine/distributions/poisson.js";
import { poissonLogLaw } from "../../../engine/distributions/poissonLog.js";
import type { FamilyRow } from "../Family.js";
import { countInformation, countMean, counts, expectedCount, logCountMean } from "./shared.js";

export const poissonFamily: FamilyRow = {
  name: "poisson",
  links: ["log", "identity", "sqrt", "softplus"],
  auxiliaries: [],
  additions: ["rate", "cens", "trunc"],
  mean: "positive",
  outcome: "count",
  ...counts,
  law: ({ name }) => (name === "log" ? poissonLogLaw : poissonLaw),
  values: (inputs, link) =>
    link.name === "log" ? { logRate: logCountMean(inputs) } : { rate: countMean(inputs, link) },
  expectation: expectedCount,
  variance: expectedCount,
  information: (inputs, link) => countInformation(inputs, link, 0),
};
