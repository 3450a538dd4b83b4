import { describe, expect, it } from "vitest";
import type { FamilyName, LawInputs } from "../../../../models/glmm/Family.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { lookUp, pairs } from "./references.js";

const DRAWS = 10_000;
// 5.4 standard errors: a right sampler fails once in 15 million such comparisons, and the seeds are fixed.
const ERRORS = 5.4;

const inputsOf: Readonly<Record<FamilyName, LawInputs<number>>> = {
  gaussian: { eta: 0.6, sigma: 1.3 },
  student: { eta: 0.6, sigma: 1.3, nu: 12 },
  bernoulli: { eta: 0.6 },
  binomial: { eta: 0.6, trials: 23 },
  poisson: { eta: 0.6, rate: 2.5 },
  negbinomial: { eta: 0.6, shape: 3, rate: 2.5 },
  gamma: { eta: 0.6, shape: 3 },
  beta: { eta: 0.6, phi: 4 },
  lognormal: { eta: 0.6, sigma: 0.4 },
};

/** Variance of a response by its mean, from textbooks; rates are part of the mean. */
function varianceOf(family: FamilyName, mean: number, inputs: LawInputs<number>): number {
  const { sigma = 0, nu = 0, shape = 0, phi = 0, trials = 0, rate = 1 } = inputs;
  switch (family) {
    case "gaussian":
      return sigma ** 2;
    case "student":
      return (sigma ** 2 * nu) / (nu - 2);
    case "bernoulli":
      return mean * (1 - mean);
    case "binomial":
      return mean * (1 - mean / trials);
    case "poisson":
      return mean;
    case "negbinomial":
      return mean + mean ** 2 / (shape * rate);
    case "gamma":
      return mean ** 2 / shape;
    case "beta":
      return (mean * (1 - mean)) / (1 + phi);
    case "lognormal":
      return mean ** 2 * Math.expm1(sigma ** 2);
    default:
      throw new Error(`the variance of ${family} is not written here.`);
  }
}

describe("draws of responses", () => {
  it.each(pairs)("%s(%s) have the expectation of the table and the variance of textbooks", (family, linkName) => {
    const { row, link } = lookUp(family, linkName);
    const inputs = inputsOf[family];
    const rng = testRng(7);
    const numbers = row.values(inputs, link) as Record<string, number>;
    const draws = Float64Array.from({ length: DRAWS }, () => row.law(link).random(rng, numbers));
    expect(draws.every((y) => row.isResponse(y))).toBe(true);
    const mean = row.expectation(inputs, link);
    const variance = varianceOf(family, mean, inputs);
    const average = draws.reduce((sum, y) => sum + y, 0) / DRAWS;
    expect(Math.abs(average - mean)).toBeLessThan(ERRORS * Math.sqrt(variance / DRAWS));
    const squares = draws.map((y) => (y - mean) ** 2);
    const spread = squares.reduce((sum, y) => sum + y, 0) / DRAWS;
    const fourth = squares.reduce((sum, y) => sum + (y - variance) ** 2, 0) / DRAWS;
    expect(Math.abs(spread - variance)).toBeLessThan(ERRORS * Math.sqrt(fourth / DRAWS));
  });
});
