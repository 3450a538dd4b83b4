/** Responses that are the largest of many: gen_extreme_value(mu, sigma, xi), where mu is the location. */
import { generalExtremeValueLaw } from "../../../engine/distributions/generalExtremeValue.js";
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { lgamma } from "../../../engine/math/lgamma.js";
import type { Auxiliary, FamilyRow } from "../Family.js";
import { anyNumber, meanOf, sigmaAbove0, squaredSlope } from "./shared.js";

/** Below −½ the likelihood is not regular, from 1 on there is no mean; brms takes whatever range the data leave. */
const xiOfMeans: Auxiliary = {
  ...{ name: "xi", link: "identity", lower: -0.5, upper: 1 },
  prior: { poolwise: "normal(0, 0.5)", brms: "normal(0, 2.5)" },
  interceptPrior: "normal(0, 0.5)",
};

export const genExtremeValueFamily: FamilyRow = {
  name: "gen_extreme_value",
  links: ["identity", "log", "inverse", "softplus"],
  auxiliaries: [sigmaAbove0, xiOfMeans],
  additions: ["cens", "trunc"],
  mean: "real",
  outcome: "continuous",
  ...anyNumber,
  law: () => generalExtremeValueLaw,
  values: ({ eta, sigma, xi }, link) => ({ mu: link.inverse(eta), sigma: sigma!, xi: xi! }),
  // mu + sigma (Γ(1 − xi) − 1)/xi
  expectation({ eta, sigma, xi }, link) {
    if (!(xi! < 1)) return xi! >= 1 ? Infinity : NaN;
    const log = logGammaBelow(xi!);
    const ratio = xi === 0 ? EULER : expm1(log) / xi!;
    return meanOf(link, eta) + sigma! * ratio;
  },
  // sigma² (Γ(1 − 2 xi) − Γ(1 − xi)²)/xi²
  variance({ sigma, xi }) {
    if (!(xi! < 0.5)) return NaN;
    const ratio = xi === 0 ? zetas[0]! : (exp(2 * logGammaBelow(xi!)) * expm1(excess(xi!))) / (xi! * xi!);
    return sigma! * sigma! * ratio;
  },
  // Prescott & Walden 1980, Biometrika 67, 723-724.
  information({ eta, sigma, xi }, link) {
    const scaled = (1 + xi!) / sigma!;
    return scaled * scaled * exp(lgamma(1 + 2 * xi!)) * squaredSlope(link, eta);
  },
};

const EULER = 0.5772156649015329;
/** ζ(2), ζ(3), … of ln Γ(1 − x) = γ x + Σ ζ(k) x^k/k. */
const zetas = [
  1.6449340668482264, 1.2020569031595942, 1.0823232337111382, 1.0369277551433699, 1.0173430619844491,
  1.0083492773819228, 1.0040773561979443, 1.0020083928260822,
];
const NEAR = 0.02;

/** ln Γ(1 − x), with all its digits near 0. */
function logGammaBelow(x: number): number {
  return Math.abs(x) < NEAR ? x * (EULER + x * zetaSum(x, (k) => 1 / k)) : lgamma(1 - x);
}

/** ln Γ(1 − 2 x) − 2 ln Γ(1 − x), likewise. */
function excess(x: number): number {
  if (Math.abs(x) >= NEAR) return lgamma(1 - 2 * x) - 2 * lgamma(1 - x);
  return x * x * zetaSum(x, (k) => ((1 << k) - 2) / k);
}

/** Σ ζ(k) factor(k) x^(k − 2). */
function zetaSum(x: number, factor: (k: number) => number): number {
  return zetas.reduceRight((sum, zeta, i) => sum * x + zeta * factor(i + 2), 0);
}
