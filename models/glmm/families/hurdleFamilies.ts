/** Responses of which zero has a probability of its own, hu, and what is above it a law of its own, as in brms. */
import { betaMeanLaw } from "../../../engine/distributions/betaMean.js";
import { gammaLogMeanLaw } from "../../../engine/distributions/gammaLogMean.js";
import { hurdle } from "../../../engine/distributions/hurdle.js";
import type { Law, Values } from "../../../engine/distributions/Law.js";
import { log as logOf } from "../../../engine/distributions/algebra.js";
import { lognormalLaw } from "../../../engine/distributions/lognormal.js";
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import type { AuxiliaryKey, FamilyRow, LawInputs, Link } from "../Family.js";
import { betaFamily } from "./beta.js";
import { chancesOf } from "./chancesOf.js";
import type { CountBase } from "./CountBase.js";
import { negbinomialBase, poissonBase } from "./countBases.js";
import { gammaFamily } from "./gamma.js";
import { lognormalFamily } from "./lognormal.js";
import { probabilityAuxiliary } from "./shared.js";

/** Zeros beside numbers above zero, which have the law, mean and variance of another family. */
function hurdleOf(
  name: string,
  base: FamilyRow,
  chance: AuxiliaryKey,
  law: Law,
  values: (inputs: LawInputs, link: Link) => Values,
): FamilyRow {
  const hurdled = hurdle(law);
  return {
    ...base,
    name,
    auxiliaries: [...base.auxiliaries, probabilityAuxiliary(chance)],
    additions: [],
    responseWords: base.mean === "unit" ? "a number from 0 to below 1" : "a number, 0 or above",
    isResponse: (y) => y === 0 || base.isResponse(y),
    law: () => hurdled,
    values(inputs, link) {
      const { log, rest } = chancesOf(inputs, chance);
      // What is spread comes last: engines copy a record that grows after a spread many times slower.
      return { logZero: log, logRest: rest, ...values(inputs, link) };
    },
    expectation: (inputs, link) => (1 - inputs[chance]!) * base.expectation(inputs, link),
    variance(inputs, link) {
      const mean = base.expectation(inputs, link);
      return (1 - inputs[chance]!) * (base.variance(inputs, link) + inputs[chance]! * mean * mean);
    },
    information: (inputs, link) => (1 - inputs[chance]!) * base.information(inputs, link),
  };
}

/** Counts above zero, of which the law is cut. */
function hurdleOfCounts(name: string, base: CountBase): FamilyRow {
  const { law, values, logZero, zeroSlope, positive } = base;
  const hurdled = hurdle(law, positive!);
  const massAbove = (inputs: LawInputs<number>, link: Link) => -expm1(logZero(inputs, link));
  const meanAbove = (inputs: LawInputs<number>, link: Link) => {
    const mass = massAbove(inputs, link);
    // The least count is all that is left where the mean is 0.
    return mass === 0 ? 1 : base.expectation(inputs, link) / mass;
  };
  return {
    links: base.links,
    additions: base.additions,
    mean: base.mean,
    outcome: base.outcome,
    responseWords: base.responseWords,
    isResponse: base.isResponse,
    name,
    auxiliaries: [...base.auxiliaries, probabilityAuxiliary("hu")],
    law: () => hurdled,
    values(inputs, link) {
      const { log, rest } = chancesOf(inputs, "hu");
      // What is spread comes last: engines copy a record that grows after a spread many times slower.
      return { logZero: log, logRest: rest, ...values(inputs, link) };
    },
    expectation: (inputs, link) => (1 - inputs.hu!) * meanAbove(inputs, link),
    variance(inputs, link) {
      const mean = base.expectation(inputs, link);
      const above = meanAbove(inputs, link);
      // E(y²) above zero is that of the law over the mass there: mean (variance/mean + mean).
      const square = above * (mean === 0 ? 1 : base.variance(inputs, link) / mean + mean);
      const rest = 1 - inputs.hu!;
      return rest * (square - rest * above * above);
    },
    // That of the law given that it is above zero: I/P − p₀ s₀²/P², s₀ the score of a zero.
    information(inputs, link) {
      const mass = massAbove(inputs, link);
      if (mass === 0) return 0;
      const slope = zeroSlope(inputs, link);
      const zero = exp(logZero(inputs, link));
      const lost = zero === 0 ? 0 : (zero * slope * slope) / (mass * mass);
      return Math.max(0, (1 - inputs.hu!) * (base.information(inputs, link) / mass - lost));
    },
  };
}

export const hurdlePoissonFamily = hurdleOfCounts("hurdle_poisson", poissonBase);
export const hurdleNegbinomialFamily = hurdleOfCounts("hurdle_negbinomial", negbinomialBase);
export const hurdleGammaFamily = hurdleOf(
  "hurdle_gamma",
  gammaFamily,
  "hu",
  gammaLogMeanLaw,
  ({ eta, shape }, link) => ({
    shape: shape!,
    // NaN below 0, where there is no mean.
    logMean: link.name === "log" ? eta : logOf(link.inverse(eta)),
  }),
);
export const hurdleLognormalFamily = hurdleOf(
  "hurdle_lognormal",
  lognormalFamily,
  "hu",
  lognormalLaw,
  lognormalFamily.values,
);
export const zeroInflatedBetaFamily = hurdleOf("zero_inflated_beta", betaFamily, "zi", betaMeanLaw, betaFamily.values);
