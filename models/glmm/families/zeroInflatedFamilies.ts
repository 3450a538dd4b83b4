/** Counts with zeros too many: zi is the probability of a zero for another reason, as in brms. */
import { zeroInflated } from "../../../engine/distributions/zeroInflated.js";
import { exp } from "../../../engine/math/exp.js";
import type { FamilyRow } from "../Family.js";
import { chancesOf } from "./chancesOf.js";
import type { CountBase } from "./CountBase.js";
import { betaBinomialBase, binomialBase, negbinomialBase, poissonBase } from "./countBases.js";
import { probabilityAuxiliary } from "./shared.js";

function zeroInflatedFamily(name: string, base: CountBase): FamilyRow {
  const { law, values, logZero, zeroSlope } = base;
  const inflated = zeroInflated(law);
  return {
    links: base.links,
    additions: base.additions,
    mean: base.mean,
    outcome: base.outcome,
    responseWords: base.responseWords,
    isResponse: base.isResponse,
    name,
    auxiliaries: [...base.auxiliaries, probabilityAuxiliary("zi")],
    law: () => inflated,
    values(inputs, link) {
      const { log, rest } = chancesOf(inputs, "zi");
      // What is spread comes last: engines copy a record that grows after a spread many times slower.
      return { logInflation: log, logRest: rest, ...values(inputs, link) };
    },
    expectation: (inputs, link) => (1 - inputs.zi!) * base.expectation(inputs, link),
    variance(inputs, link) {
      const mean = base.expectation(inputs, link);
      return (1 - inputs.zi!) * (base.variance(inputs, link) + inputs.zi! * mean * mean);
    },
    // A zero tells of mu with the probability w that it is one of the counts: (1 − zi) (I − p₀ s₀² (1 − w)), s₀ its score.
    information(inputs, link) {
      const zero = exp(logZero(inputs, link));
      const slope = zeroSlope(inputs, link);
      const counted = (1 - inputs.zi!) * zero;
      const isCount = counted === 0 ? 0 : counted / (inputs.zi! + counted);
      const lost = zero === 0 ? 0 : zero * slope * slope * (1 - isCount);
      return Math.max(0, (1 - inputs.zi!) * (base.information(inputs, link) - lost));
    },
  };
}

export const zeroInflatedPoissonFamily = zeroInflatedFamily("zero_inflated_poisson", poissonBase);
export const zeroInflatedNegbinomialFamily = zeroInflatedFamily("zero_inflated_negbinomial", negbinomialBase);
export const zeroInflatedBinomialFamily = zeroInflatedFamily("zero_inflated_binomial", binomialBase);
export const zeroInflatedBetaBinomialFamily = zeroInflatedFamily("zero_inflated_beta_binomial", betaBinomialBase);
