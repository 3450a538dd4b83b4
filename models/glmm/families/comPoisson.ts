/** Counts that vary less or more than Poisson counts, of rate mu: (mu^y/y!)^shape. */
import { atLeast, log } from "../../../engine/distributions/algebra.js";
import { conwayMaxwellPoissonLaw } from "../../../engine/distributions/conwayMaxwellPoisson.js";
import { conwayMaxwellMoments } from "../../../engine/distributions/conwayMaxwellSum.js";
import type { Value } from "../../../engine/distributions/Value.js";
import type { FamilyRow, LawInputs, Link } from "../Family.js";
import { countMean, counts, relativeSlope, shapeAbove0 } from "./shared.js";

export const comPoissonFamily: FamilyRow = {
  name: "com_poisson",
  links: ["log", "identity", "sqrt"],
  auxiliaries: [shapeAbove0],
  additions: [],
  mean: "positive",
  outcome: "count",
  ...counts,
  law: () => conwayMaxwellPoissonLaw,
  values: (inputs, link) => ({ logRate: logRateOf(inputs, link), shape: inputs.shape! }),
  expectation: (inputs, link) => momentsOf(inputs, link).mean,
  variance: (inputs, link) => momentsOf(inputs, link).variance,
  // The score by ln mu is shape (y − E y).
  information(inputs, link) {
    const slope = relativeSlope(link, inputs.eta) * inputs.shape!;
    return slope * slope * momentsOf(inputs, link).variance;
  },
};

function logRateOf(inputs: LawInputs, link: Link): Value {
  return link.name === "log" ? inputs.eta : log(atLeast(countMean(inputs, link), 1e-170));
}

function momentsOf(inputs: LawInputs<number>, link: Link): { mean: number; variance: number } {
  return conwayMaxwellMoments(logRateOf(inputs, link) as number, inputs.shape!);
}
