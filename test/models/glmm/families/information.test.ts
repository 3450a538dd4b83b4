import { describe, expect, it } from "vitest";
import type { FamilyName, LawInputs, LinkName } from "../../../../models/glmm/Family.js";
import { logDensity, lookUp, pairs } from "./references.js";

const inputsOf: Readonly<Record<FamilyName, LawInputs<number>>> = {
  gaussian: { eta: 0.8, sigma: 1.3 },
  student: { eta: 0.8, sigma: 1.3, nu: 5 },
  bernoulli: { eta: 0.8 },
  binomial: { eta: 0.8, trials: 6 },
  poisson: { eta: 0.8, rate: 2.5 },
  negbinomial: { eta: 0.8, shape: 3, rate: 2.5 },
  gamma: { eta: 0.8, shape: 3 },
  beta: { eta: -0.5, phi: 4 },
  lognormal: { eta: 0.8, sigma: 0.4 },
};

/** Responses with weights that integrate over them: sums of counts, the trapezoid rule on a stretched line otherwise. */
function responses(family: FamilyName): readonly { readonly y: number; readonly weight: number }[] {
  const line = Array.from({ length: 1601 }, (_, i) => (i - 800) / 100);
  switch (family) {
    case "bernoulli":
    case "binomial":
      return [0, 1, 2, 3, 4, 5, 6].slice(0, family === "bernoulli" ? 2 : 7).map((y) => ({ y, weight: 1 }));
    case "poisson":
    case "negbinomial":
      return Array.from({ length: 150 }, (_, y) => ({ y, weight: 1 }));
    case "gaussian":
    case "student":
      return line.map((t) => ({ y: Math.sinh(t), weight: Math.cosh(t) / 100 }));
    case "gamma":
    case "lognormal":
      return line.map((t) => ({ y: Math.exp(2 * t), weight: (2 * Math.exp(2 * t)) / 100 }));
    case "beta":
      return line.map((t) => {
        const y = 1 / (1 + Math.exp(-3 * t));
        return { y, weight: (3 * y * (1 - y)) / 100 };
      });
    default:
      throw new Error(`responses of ${family} are not written here.`);
  }
}

/** Minus the second derivative of the log density by eta, averaged over responses at the true eta. */
function numerical(family: FamilyName, link: LinkName): number {
  const inputs = inputsOf[family];
  const h = 1e-3;
  const inside = responses(family).filter(({ y }) => lookUp(family, link).row.isResponse(y));
  return inside.reduce((sum, { y, weight }) => {
    const at = (eta: number): number => logDensity(family, link, { ...inputs, eta }, y);
    const middle = at(inputs.eta);
    const curvature =
      (-at(inputs.eta + 2 * h) +
        16 * at(inputs.eta + h) -
        30 * middle +
        16 * at(inputs.eta - h) -
        at(inputs.eta - 2 * h)) /
      (12 * h * h);
    const mass = weight * Math.exp(middle);
    return mass === 0 ? sum : sum - mass * curvature;
  }, 0);
}

describe("the information of one response", () => {
  it.each(pairs)("%s(%s) is minus the expected second derivative of its log density", (family, linkName) => {
    const { row, link } = lookUp(family, linkName);
    const own = row.information(inputsOf[family], link);
    // Differences of fourth order at h = 1e-3: rounding over h² is 1e-10 of the value, more where densities are steep.
    expect(Math.abs(own / numerical(family, linkName) - 1)).toBeLessThan(1e-6);
  });

  it.each([
    ["bernoulli", "logit", -800, 0],
    ["bernoulli", "probit", 40, 0],
    ["bernoulli", "cloglog", 800, 0],
    ["beta", "logit", -800, 1],
    ["beta", "logit", 800, 1],
    ["negbinomial", "log", 800, 3],
    ["negbinomial", "log", -800, 0],
    ["poisson", "sqrt", 0, 4],
  ] as const)("%s(%s) at %d is its limit %d", (family, linkName, eta, limit) => {
    const { row, link } = lookUp(family, linkName);
    expect(row.information({ ...inputsOf[family], rate: 1, eta }, link)).toBeCloseTo(limit, 12);
  });
});
