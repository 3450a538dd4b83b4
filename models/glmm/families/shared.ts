/** What several families have in common. */
import { add, log, multiply } from "../../../engine/distributions/algebra.js";
import { nanBelowZero } from "../../../engine/distributions/nanBelowZero.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { exp } from "../../../engine/math/exp.js";
import type { Auxiliary, FamilyRow, LawInputs, Link } from "../Family.js";
import { complementOf, probabilityLink } from "../links.js";

export const sigmaAbove0: Auxiliary = { name: "sigma", link: "log", lower: 0, upper: Infinity };

const brmsShape = "gamma(0.01, 0.01)";

export const shapeAbove0: Auxiliary = {
  ...{ name: "shape", link: "log", lower: 0, upper: Infinity },
  prior: { poolwise: "inv_gamma(0.4, 0.3)", brms: brmsShape },
};
/** Since brms 2.19; the other families kept the prior before it. */
export const shapeOfCounts: Auxiliary = {
  ...shapeAbove0,
  prior: { poolwise: "inv_gamma(0.4, 0.3)", brms: "inv_gamma(0.4, 0.3)" },
};
export const phiAbove0: Auxiliary = { ...shapeAbove0, name: "phi" };

/** A probability beside the mean, such as that of a zero too many. */
export function probabilityAuxiliary(name: string): Auxiliary {
  return {
    ...{ name, link: "logit", lower: 0, upper: 1 },
    prior: { poolwise: "beta(1, 1)", brms: "beta(1, 1)" },
    interceptPrior: "logistic(0, 1)",
  };
}

type ResponseCheck = Pick<FamilyRow, "responseWords" | "isResponse">;

export const anyNumber: ResponseCheck = { responseWords: "a number", isResponse: (y) => Number.isFinite(y) };
export const positiveNumbers: ResponseCheck = {
  responseWords: "a number above 0",
  isResponse: (y) => y > 0 && y < Infinity,
};
export const counts: ResponseCheck = {
  responseWords: "a whole number, 0 or above",
  isResponse: (y) => Number.isInteger(y) && y >= 0,
};

/** Mean of one trial or unit at a plain predictor. */
export function meanOf(link: Link, eta: number): number {
  return link.inverse(eta) as number;
}

/** (d mean / d eta)². */
export function squaredSlope(link: Link, eta: number): number {
  const slope = link.slope(eta);
  return slope * slope;
}

/** (d mean / d eta)/mean. */
export function relativeSlope(link: Link, eta: number): number {
  if (link.name === "log") return 1;
  return link.name === "inverse" ? -1 / eta : link.slope(eta) / meanOf(link, eta);
}

/** p (1 − p). */
export function trialVariance(link: Link, eta: number): number {
  return meanOf(link, eta) * (complementOf(link, eta) as number);
}

/** Information of one trial about the predictor, slope²/(p (1 − p)), by logarithms: all three may underflow. */
export function trialInformation(link: Link, eta: number): number {
  const { logInverse, logComplement, logSlope } = probabilityLink(link);
  return exp(2 * logSlope(eta) - (logInverse(eta) as number) - (logComplement(eta) as number));
}

/** Logarithm of the mean of counts with log link: a rate's denominator is an offset on the log scale. */
export function logCountMean({ eta, rate }: LawInputs): Value {
  return rate === undefined ? eta : add(eta, log(rate));
}

/**
 * Mean of counts. With the identity link it is NaN for a negative predictor, so that the position is rejected: for a
 * count of 0 the density itself would grow there.
 */
export function countMean({ eta, rate }: LawInputs, link: Link): Value {
  const mean = link.name === "identity" ? nanBelowZero(eta) : link.inverse(eta);
  return rate === undefined ? mean : multiply(mean, rate);
}

/** Mean of counts as a plain number. */
export function expectedCount(inputs: LawInputs<number>, link: Link): number {
  return countMean(inputs, link) as number;
}

/** Information about the predictor of a count of mean m and variance m + dispersion · m²: slope²/variance. */
export function countInformation(inputs: LawInputs<number>, link: Link, dispersion: number): number {
  const mean = expectedCount(inputs, link);
  if (link.name === "log") return 1 / (1 / mean + dispersion);
  // slope²/mean: of a square root it is 4, also at 0.
  const perUnit = link.name === "sqrt" ? 4 : squaredSlope(link, inputs.eta) / meanOf(link, inputs.eta);
  return (perUnit * (inputs.rate ?? 1)) / (1 + dispersion * mean);
}
