/** Positive responses of constant coefficient of variation: gamma(shape, shape/mu). */
import { divide, multiply } from "../../../engine/distributions/algebra.js";
import { gammaLaw } from "../../../engine/distributions/gamma.js";
import { gammaLogMeanLaw } from "../../../engine/distributions/gammaLogMean.js";
import type { FamilyRow } from "../Family.js";
import { meanOf, positiveNumbers, shapeAbove0 } from "./shared.js";

/**
 * The default link is log, whose means are positive wherever a sampler goes; R's Gamma has inverse, its canonical link.
 * Where identity or inverse give a mean that is not positive, the density is NaN and the position is rejected.
 */
export const gammaFamily: FamilyRow = {
  name: "gamma",
  links: ["log", "identity", "inverse"],
  auxiliaries: [shapeAbove0],
  additions: ["cens", "trunc"],
  mean: "positive",
  outcome: "positive",
  ...positiveNumbers,
  law: ({ name }) => (name === "log" ? gammaLogMeanLaw : gammaLaw),
  values({ eta, shape }, { name }) {
    if (name === "log") return { shape: shape!, logMean: eta };
    return { shape: shape!, rate: name === "inverse" ? multiply(shape!, eta) : divide(shape!, eta) };
  },
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ eta, shape }, link) => (meanOf(link, eta) * meanOf(link, eta)) / shape!,
  // shape · (slope/mu)²: with both other links slope/mu is ±1/eta.
  information: ({ eta, shape }, { name }) => (name === "log" ? shape! : shape! / (eta * eta)),
};
