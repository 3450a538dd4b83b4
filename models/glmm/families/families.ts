/** The table of families: what a response may be, the law it follows, and what is asked of it. */
import type { FamilyName, FamilyRow } from "../Family.js";
import { asymLaplaceFamily } from "./asymLaplace.js";
import { bernoulliFamily } from "./bernoulli.js";
import { betaFamily } from "./beta.js";
import { betaBinomialFamily } from "./betaBinomial.js";
import { binomialFamily } from "./binomial.js";
import { comPoissonFamily } from "./comPoisson.js";
import { coxFamily } from "./cox.js";
import { exgaussianFamily } from "./exgaussian.js";
import { exponentialFamily } from "./exponential.js";
import { frechetFamily } from "./frechet.js";
import { gammaFamily } from "./gamma.js";
import { gaussianFamily } from "./gaussian.js";
import { genExtremeValueFamily } from "./genExtremeValue.js";
import { geometricFamily } from "./geometric.js";
import {
  hurdleGammaFamily,
  hurdleLognormalFamily,
  hurdleNegbinomialFamily,
  hurdlePoissonFamily,
  zeroInflatedBetaFamily,
} from "./hurdleFamilies.js";
import { inverseGaussianFamily } from "./inverseGaussian.js";
import { lognormalFamily } from "./lognormal.js";
import { nbinom1Family } from "./nbinom1.js";
import { negbinomialFamily } from "./negbinomial.js";
import {
  categoricalFamily,
  dirichletFamily,
  dirichletMultinomialFamily,
  multinomialFamily,
} from "./nominalFamilies.js";
import { orderedBetaFamily } from "./orderedBeta.js";
import { acatFamily, cratioFamily, cumulativeFamily, sratioFamily } from "./ordinalFamilies.js";
import { poissonFamily } from "./poisson.js";
import { shiftedLognormalFamily } from "./shiftedLognormal.js";
import { skewNormalFamily } from "./skewNormal.js";
import { studentFamily } from "./student.js";
import { tweedieFamily } from "./tweedie.js";
import { vonMisesFamily } from "./vonMises.js";
import { weibullFamily } from "./weibull.js";
import {
  zeroInflatedBetaBinomialFamily,
  zeroInflatedBinomialFamily,
  zeroInflatedNegbinomialFamily,
  zeroInflatedPoissonFamily,
} from "./zeroInflatedFamilies.js";
import { zeroOneInflatedBetaFamily } from "./zeroOneInflatedBeta.js";

/** All families by name. */
export const families: ReadonlyMap<FamilyName, FamilyRow> = new Map(
  [
    gaussianFamily,
    studentFamily,
    bernoulliFamily,
    binomialFamily,
    poissonFamily,
    negbinomialFamily,
    gammaFamily,
    betaFamily,
    lognormalFamily,
    skewNormalFamily,
    inverseGaussianFamily,
    exponentialFamily,
    weibullFamily,
    coxFamily,
    frechetFamily,
    genExtremeValueFamily,
    exgaussianFamily,
    shiftedLognormalFamily,
    asymLaplaceFamily,
    vonMisesFamily,
    tweedieFamily,
    nbinom1Family,
    geometricFamily,
    comPoissonFamily,
    betaBinomialFamily,
    zeroInflatedPoissonFamily,
    zeroInflatedNegbinomialFamily,
    zeroInflatedBinomialFamily,
    zeroInflatedBetaBinomialFamily,
    hurdlePoissonFamily,
    hurdleNegbinomialFamily,
    hurdleGammaFamily,
    hurdleLognormalFamily,
    zeroInflatedBetaFamily,
    zeroOneInflatedBetaFamily,
    orderedBetaFamily,
    cumulativeFamily,
    sratioFamily,
    cratioFamily,
    acatFamily,
    categoricalFamily,
    multinomialFamily,
    dirichletFamily,
    dirichletMultinomialFamily,
  ].map((row) => [row.name, row]),
);
