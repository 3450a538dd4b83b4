/** The laws of counts that have zero-inflated or hurdle forms. */
import { betaBinomialLaw } from "../../../engine/distributions/betaBinomial.js";
import { binomialLogLaw } from "../../../engine/distributions/binomialLog.js";
import { multiply } from "../../../engine/distributions/algebra.js";
import type { PositivePart } from "../../../engine/distributions/hurdle.js";
import { negativeBinomialLogLaw } from "../../../engine/distributions/negativeBinomialLog.js";
import { poissonLogLaw } from "../../../engine/distributions/poissonLog.js";
import { positiveNegativeBinomial } from "../../../engine/distributions/positiveNegativeBinomial.js";
import { positivePoisson } from "../../../engine/distributions/positivePoisson.js";
import type { Law } from "../../../engine/distributions/Law.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { exp } from "../../../engine/math/exp.js";
import { lgamma } from "../../../engine/math/lgamma.js";
import { digamma } from "../../../engine/math/digamma.js";
import { log1p } from "../../../engine/math/log1p.js";
import type { LawInputs, Link } from "../Family.js";
import { complementOf, probabilityLink } from "../links.js";
import { betaBinomialFamily } from "./betaBinomial.js";
import { binomialFamily } from "./binomial.js";
import { logMeanOf, type CountBase } from "./CountBase.js";
import { negbinomialFamily } from "./negbinomial.js";
import { poissonFamily } from "./poisson.js";
import { expectedCount } from "./shared.js";

/** d mean/d eta of the whole count. */
function meanSlope(inputs: LawInputs<number>, link: Link): number {
  return link.slope(inputs.eta) * (inputs.rate ?? 1);
}

/** Shape of a count over d units. */
function shapeOf({ shape, rate }: LawInputs): Value {
  return rate === undefined ? shape! : multiply(shape!, rate);
}

export const poissonBase: CountBase = {
  ...poissonFamily,
  law: poissonLogLaw as Law,
  values: (inputs, link) => ({ logRate: logMeanOf(inputs, link) }),
  logZero: (inputs, link) => -expectedCount(inputs, link),
  zeroSlope: (inputs, link) => -meanSlope(inputs, link),
  positive: positivePoisson as PositivePart,
};

export const negbinomialBase: CountBase = {
  ...negbinomialFamily,
  law: negativeBinomialLogLaw as Law,
  values: (inputs, link) => ({ logMean: logMeanOf(inputs, link), shape: shapeOf(inputs) }),
  logZero(inputs, link) {
    const shape = shapeOf(inputs) as number;
    return -shape * log1p(expectedCount(inputs, link) / shape);
  },
  zeroSlope(inputs, link) {
    const ratio = expectedCount(inputs, link) / (shapeOf(inputs) as number);
    return -meanSlope(inputs, link) / (1 + ratio);
  },
  positive: positiveNegativeBinomial as PositivePart,
};

export const binomialBase: CountBase = {
  ...binomialFamily,
  law: binomialLogLaw as Law,
  values(inputs, link) {
    const { logInverse, logComplement } = probabilityLink(link);
    return {
      trials: inputs.trials!,
      logProbability: logInverse(inputs.eta),
      logComplement: logComplement(inputs.eta),
    };
  },
  logZero: ({ eta, trials }, link) => trials! * (probabilityLink(link).logComplement(eta) as number),
  zeroSlope({ eta, trials }, link) {
    const { logComplement, logSlope } = probabilityLink(link);
    return -trials! * exp(logSlope(eta) - (logComplement(eta) as number));
  },
};

export const betaBinomialBase: CountBase = {
  ...betaBinomialFamily,
  law: betaBinomialLaw as Law,
  values: betaBinomialFamily.values,
  logZero({ eta, trials, phi }, link) {
    const beta = (complementOf(link, eta) as number) * phi!;
    if (!(beta > 0)) return -Infinity;
    return lgamma(beta + trials!) - lgamma(beta) - lgamma(phi! + trials!) + lgamma(phi!);
  },
  zeroSlope({ eta, trials, phi }, link) {
    const beta = (complementOf(link, eta) as number) * phi!;
    if (!(beta > 0)) return 0;
    return -link.slope(eta) * phi! * (digamma(beta + trials!) - digamma(beta));
  },
};
