/** Positive responses of constant coefficient of variation: gamma(shape, shape/mu). */
import { gammaLogMeanLaw } from "../../../engine/distributions/gammaLogMean.js";
import type { FamilyRow } from "../Family.js";
import { logMeanOf } from "../links.js";
import { meanOf, positiveNumbers, relativeSlope, shapeAbove0 } from "./shared.js";

/**
 * The default link is log, whose means are positive wherever a sampler goes; R's Gamma has inverse, its canonical link.
 * Where identity or inverse give a mean that is not positive, the density is NaN and the position is rejected.
 */
export const gammaFamily: FamilyRow = {
  name: "gamma",
  links: ["log", "identity", "inverse", "softplus"],
  auxiliaries: [shapeAbove0],
  additions: ["cens", "trunc"],
  mean: "positive",
  outcome: "positive",
  ...positiveNumbers,
  law: () => gammaLogMeanLaw,
  values: ({ eta, shape }, link) => ({ shape: shape!, logMean: logMeanOf(link, eta) }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ eta, shape }, link) => (meanOf(link, eta) * meanOf(link, eta)) / shape!,
  information: ({ eta, shape }, link) => shape! * relativeSlope(link, eta) * relativeSlope(link, eta),
};
