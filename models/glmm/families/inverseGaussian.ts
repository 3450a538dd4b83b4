/** Positive responses whose variance grows as the cube of their mean: inverse_gaussian(mu, shape). */
import { inverseGaussianLaw } from "../../../engine/distributions/inverseGaussian.js";
import type { FamilyRow } from "../Family.js";
import { logMeanOf } from "../links.js";
import { meanOf, positiveNumbers, shapeAbove0, squaredSlope } from "./shared.js";

/** The default link is log, as of gamma: a mean under brms's default 1/mu² may be no number. */
export const inverseGaussianFamily: FamilyRow = {
  name: "inverse.gaussian",
  links: ["log", "identity", "inverse", "softplus"],
  auxiliaries: [shapeAbove0],
  additions: ["cens", "trunc"],
  mean: "positive",
  outcome: "positive",
  ...positiveNumbers,
  law: () => inverseGaussianLaw,
  values: ({ eta, shape }, link) => ({ logMean: logMeanOf(link, eta), shape: shape! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ eta, shape }, link) => cube(meanOf(link, eta)) / shape!,
  information: ({ eta, shape }, link) => (shape! * squaredSlope(link, eta)) / cube(meanOf(link, eta)),
};

function cube(x: number): number {
  return x * x * x;
}
