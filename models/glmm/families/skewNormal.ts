/** Responses on the whole line with skew errors: skew_normal(mu, sigma, alpha), of mean mu and standard deviation sigma. */
import { skewNormalLaw } from "../../../engine/distributions/skewNormal.js";
import { exp } from "../../../engine/math/exp.js";
import { normalLogCdf } from "../../../engine/math/normalLogCdf.js";
import type { Auxiliary, FamilyRow } from "../Family.js";
import { anyNumber, meanOf, sigmaAbove0, squaredSlope } from "./shared.js";

const alphaOnLine: Auxiliary = {
  ...{ name: "alpha", link: "identity", lower: -Infinity, upper: Infinity },
  prior: { poolwise: "normal(0, 4)", brms: "normal(0, 4)" },
  interceptPrior: "normal(0, 4)",
};

export const skewNormalFamily: FamilyRow = {
  name: "skew_normal",
  links: ["identity", "log", "inverse", "softplus"],
  auxiliaries: [sigmaAbove0, alphaOnLine],
  additions: ["se", "cens", "trunc"],
  mean: "real",
  outcome: "continuous",
  ...anyNumber,
  law: () => skewNormalLaw,
  values: ({ eta, sigma, alpha }, link) => ({ mu: link.inverse(eta), sigma: sigma!, alpha: alpha! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ sigma }) => sigma! * sigma!,
  // (1 + alpha² a)/omega², Azzalini 1985, Scand. J. Statist. 12, 171-178; sigma² = omega² (1 − 2 delta²/π).
  information({ eta, sigma, alpha }, link) {
    const squared = alpha! * alpha!;
    const variance = 1 - ((2 / Math.PI) * squared) / (1 + squared);
    return (((1 + squared * meanSquareHazard(alpha!)) * variance) / (sigma! * sigma!)) * squaredSlope(link, eta);
  },
};

const STEP = 0.25;

/** a = E (φ(alpha Z)/Φ(alpha Z))², by the trapezoid rule in u = z √(1 + 2 alpha²), where it is a bell curve over a slow factor. */
function meanSquareHazard(alpha: number): number {
  const width = Math.sqrt(1 + 2 * alpha * alpha);
  let sum = 0;
  for (let u = -10; u <= 10; u += STEP) sum += exp(-0.5 * u * u - normalLogCdf((alpha * u) / width));
  // 2 φ(z) φ(alpha z)² is (2π)^(−3/2) · 2 · exp(−u²/2).
  return (2 * STEP * sum) / (width * 2 * Math.PI * Math.sqrt(2 * Math.PI));
}
