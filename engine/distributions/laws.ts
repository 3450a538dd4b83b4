/** All laws of single numbers, by name: what questions are put to in turn, and what tests walk over. */
import { bernoulliLaw } from "./bernoulli.js";
import { bernoulliLogitLaw } from "./bernoulliLogit.js";
import { betaLaw } from "./beta.js";
import { binomialLaw } from "./binomial.js";
import { binomialLogitLaw } from "./binomialLogit.js";
import { cauchyLaw } from "./cauchy.js";
import { exponentialLaw } from "./exponential.js";
import { gammaLaw } from "./gamma.js";
import { inverseGammaLaw } from "./inverseGamma.js";
import { laplaceLaw } from "./laplace.js";
import type { Law } from "./Law.js";
import { logisticLaw } from "./logistic.js";
import { lognormalLaw } from "./lognormal.js";
import { negativeBinomialLaw } from "./negativeBinomial.js";
import { negativeBinomialLogLaw } from "./negativeBinomialLog.js";
import { normalLaw } from "./normal.js";
import { poissonLaw } from "./poisson.js";
import { poissonLogLaw } from "./poissonLog.js";
import { studentTLaw } from "./studentT.js";

export const laws: ReadonlyMap<string, Law> = new Map(
  [
    normalLaw,
    studentTLaw,
    cauchyLaw,
    laplaceLaw,
    logisticLaw,
    exponentialLaw,
    gammaLaw,
    inverseGammaLaw,
    lognormalLaw,
    betaLaw,
    bernoulliLaw,
    bernoulliLogitLaw,
    binomialLaw,
    binomialLogitLaw,
    poissonLaw,
    poissonLogLaw,
    negativeBinomialLaw,
    negativeBinomialLogLaw,
  ].map((law) => [law.name, law as Law]),
);
