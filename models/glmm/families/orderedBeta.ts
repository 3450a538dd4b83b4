/** Proportions of which some are 0 or 1, by one predictor and two cutpoints: ordered beta regression. */
import { orderedBetaLaw } from "../../../engine/distributions/orderedBeta.js";
import { exp } from "../../../engine/math/exp.js";
import { sigmoid } from "../../../engine/math/sigmoid.js";
import type { Auxiliary, FamilyRow, LawInputs, Link } from "../Family.js";
import { betaFamily } from "./beta.js";

const cut = (name: string): Auxiliary => ({
  ...{ name, link: "identity", lower: -Infinity, upper: Infinity },
  prior: { poolwise: "student_t(3, 0, 2.5)", brms: "student_t(3, 0, 2.5)" },
});

/** Probabilities of 0 and of 1. */
function ends({ eta, cutzero, cutone }: LawInputs<number>): { readonly zero: number; readonly one: number } {
  return { zero: sigmoid(cutzero! - eta), one: sigmoid(eta - cutzero! - exp(cutone!)) };
}

/** After Kubinec 2023 and the package ordbetareg: `cutzero` is the lower cutpoint, the upper lies exp(`cutone`) above it. */
export const orderedBetaFamily: FamilyRow = {
  ...betaFamily,
  name: "ordered_beta",
  links: ["logit"],
  auxiliaries: [...betaFamily.auxiliaries, cut("cutzero"), cut("cutone")],
  additions: [],
  responseWords: "a number from 0 to 1",
  isResponse: (y) => y >= 0 && y <= 1,
  law: () => orderedBetaLaw,
  values: ({ eta, phi, cutzero, cutone }) => ({ predictor: eta, lower: cutzero!, logGap: cutone!, precision: phi! }),
  expectation(inputs, link) {
    const { zero, one } = ends(inputs);
    return one + (1 - zero - one) * betaFamily.expectation(inputs, link);
  },
  variance(inputs, link) {
    const { zero, one } = ends(inputs);
    const mean = betaFamily.expectation(inputs, link);
    const between = 1 - zero - one;
    const whole = one + between * mean;
    return one + between * (betaFamily.variance(inputs, link) + mean * mean) - whole * whole;
  },
  information,
};

/** That of which of the three it is, and of where between the ends. */
function information(inputs: LawInputs<number>, link: Link): number {
  const { zero, one } = ends(inputs);
  const between = 1 - zero - one;
  // Slopes of the three probabilities; those of the ends are p (1 − p).
  const [down, up] = [zero * (1 - zero), one * (1 - one)];
  const outcomes = zero * (1 - zero) * (1 - zero) + one * (1 - one) * (1 - one);
  const middle = between > 0 ? ((down - up) * (down - up)) / between : 0;
  return outcomes + middle + Math.max(0, between) * betaFamily.information(inputs, link);
}
