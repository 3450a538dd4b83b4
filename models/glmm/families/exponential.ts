/** Positive responses that do not age: exponential with mean mu. */
import { exponentialLogMeanLaw } from "../../../engine/distributions/exponentialLogMean.js";
import type { FamilyRow } from "../Family.js";
import { logMeanOf } from "../links.js";
import { meanOf, positiveNumbers, relativeSlope } from "./shared.js";

export const exponentialFamily: FamilyRow = {
  name: "exponential",
  links: ["log", "identity", "inverse", "softplus"],
  auxiliaries: [],
  additions: ["cens", "trunc"],
  mean: "positive",
  outcome: "positive",
  ...positiveNumbers,
  law: () => exponentialLogMeanLaw,
  values: ({ eta }, link) => ({ logMean: logMeanOf(link, eta) }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ eta }, link) => meanOf(link, eta) * meanOf(link, eta),
  information: ({ eta }, link) => relativeSlope(link, eta) * relativeSlope(link, eta),
};
