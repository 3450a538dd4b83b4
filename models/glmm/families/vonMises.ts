/** Angles between −π and π: von_mises(mu, kappa). */
import { vonMisesLaw } from "../../../engine/distributions/vonMises.js";
import { cos } from "../../../engine/math/cos.js";
import { exp } from "../../../engine/math/exp.js";
import type { Auxiliary, FamilyRow } from "../Family.js";
import { meanOf, squaredSlope } from "./shared.js";

const kappaAbove0: Auxiliary = {
  ...{ name: "kappa", link: "log", lower: 0, upper: Infinity },
  prior: { poolwise: "gamma(2, 0.01)", brms: "gamma(2, 0.01)" },
  interceptPrior: "normal(5.0, 0.8)",
};

export const vonMisesFamily: FamilyRow = {
  name: "von_mises",
  links: ["tan_half", "identity"],
  auxiliaries: [kappaAbove0],
  additions: [],
  mean: "real",
  outcome: "continuous",
  responseWords: "an angle from −π to π",
  isResponse: (y) => y >= -Math.PI && y <= Math.PI,
  law: () => vonMisesLaw,
  values: ({ eta, kappa }, link) => ({ mu: link.inverse(eta), kappa: kappa! }),
  /** The mean direction. */
  expectation: ({ eta }, link) => meanOf(link, eta),
  /** The mean square of the angle to the mean direction, which is 1/kappa for a large kappa. */
  variance: ({ kappa }) => meanOver(kappa!, (angle) => angle * angle),
  information: ({ eta, kappa }, link) => kappa! * meanOver(kappa!, cos) * squaredSlope(link, eta),
};

const STEPS = 2000;

/** The mean of a function of the angle to the mean direction, even in it, by Simpson's rule where the density is not negligible. */
function meanOver(kappa: number, f: (angle: number) => number): number {
  const width = Math.min(Math.PI, 12 / Math.sqrt(kappa));
  let [sum, mass] = [0, 0];
  for (let k = 0; k <= STEPS; k += 1) {
    const angle = (width * k) / STEPS;
    const share = (k === 0 || k === STEPS ? 1 : k % 2 === 0 ? 2 : 4) * exp(kappa * (cos(angle) - 1));
    mass += share;
    sum += share * f(angle);
  }
  return sum / mass;
}
