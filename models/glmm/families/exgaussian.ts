/** Response times: a normal number plus an exponential one of mean beta, exgaussian(mu, sigma, beta), of mean mu together. */
import { exgaussianLaw } from "../../../engine/distributions/exgaussian.js";
import { logMills } from "../../../engine/distributions/logMills.js";
import { exp } from "../../../engine/math/exp.js";
import type { Auxiliary, FamilyRow } from "../Family.js";
import { anyNumber, meanOf, sigmaAbove0, squaredSlope } from "./shared.js";

const betaAbove0: Auxiliary = {
  ...{ name: "beta", link: "log", lower: 0, upper: Infinity },
  prior: { poolwise: "gamma(1, 0.1)", brms: "gamma(1, 0.1)" },
  interceptPrior: "normal(1.7, 1.3)",
};

export const exgaussianFamily: FamilyRow = {
  name: "exgaussian",
  links: ["identity", "log", "inverse", "softplus"],
  auxiliaries: [sigmaAbove0, betaAbove0],
  additions: ["cens", "trunc"],
  mean: "real",
  outcome: "continuous",
  ...anyNumber,
  law: () => exgaussianLaw,
  values: ({ eta, sigma, beta }, link) => ({ mu: link.inverse(eta), sigma: sigma!, beta: beta! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ sigma, beta }) => sigma! * sigma! + beta! * beta!,
  information: ({ eta, sigma, beta }, link) =>
    (standardInformation(sigma! / beta!) * squaredSlope(link, eta)) / (sigma! * sigma!),
};

const STEP = 0.1;

/**
 * Information about the location where sigma is 1 and beta 1/k, by the trapezoid rule: with d the distance from the mean of the normal
 * part the score is k − φ/Φ at d − k. For a small k the part k² of its square is taken out, whose density has a long tail.
 */
function standardInformation(k: number): number {
  const isSmall = k < 3;
  let sum = 0;
  for (let d = -10; d <= (isSmall ? k + 10 : 26); d += STEP) {
    const hazard = exp(-(logMills(k - d) as number));
    const square = isSmall ? hazard * (hazard - 2 * k) : (hazard - k) * (hazard - k);
    const density = exgaussianLaw.logDensity(d, { mu: 1 / k, sigma: 1, beta: 1 / k }) as number;
    sum += STEP * square * exp(density);
  }
  return isSmall ? k * k + sum : sum;
}
