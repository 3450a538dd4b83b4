/** The table of families: what a response may be, the law it follows, and what is asked of it. */
import type { FamilyName, FamilyRow } from "../Family.js";
import { bernoulliFamily } from "./bernoulli.js";
import { betaFamily } from "./beta.js";
import { binomialFamily } from "./binomial.js";
import { gammaFamily } from "./gamma.js";
import { gaussianFamily } from "./gaussian.js";
import { lognormalFamily } from "./lognormal.js";
import { negbinomialFamily } from "./negbinomial.js";
import { poissonFamily } from "./poisson.js";
import { studentFamily } from "./student.js";

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
  ].map((row) => [row.name, row]),
);
