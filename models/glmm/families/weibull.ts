/** Positive responses whose hazard is a power of time: weibull with mean mu and a shape. */
import { weibullLaw } from "../../../engine/distributions/weibull.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { lgamma } from "../../../engine/math/lgamma.js";
import type { FamilyRow } from "../Family.js";
import { logMeanOf } from "../links.js";
import { meanOf, positiveNumbers, relativeSlope, shapeAbove0 } from "./shared.js";

export const weibullFamily: FamilyRow = {
  name: "weibull",
  links: ["log", "identity", "inverse", "softplus"],
  auxiliaries: [shapeAbove0],
  additions: ["cens", "trunc"],
  mean: "positive",
  outcome: "positive",
  ...positiveNumbers,
  law: () => weibullLaw,
  values: ({ eta, shape }, link) => ({ logMean: logMeanOf(link, eta), shape: shape! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  // mu² (Γ(1 + 2/k)/Γ(1 + 1/k)² − 1)
  variance({ eta, shape }, link) {
    const mean = meanOf(link, eta);
    return mean * mean * expm1(lgamma(1 + 2 / shape!) - 2 * lgamma(1 + 1 / shape!));
  },
  // The logarithm is an extreme value of scale 1/shape.
  information({ eta, shape }, link) {
    const slope = shape! * relativeSlope(link, eta);
    return slope * slope;
  },
};
