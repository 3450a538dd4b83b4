/** The ordered beta law: proportions of which some are exactly 0 or 1. */
import { add, exp, log1mexp, negate, sigmoid, softplus, subtract } from "./algebra.js";
import { betaMeanLaw } from "./betaMean.js";
import type { Law } from "./Law.js";
import { exp as expNumber } from "../math/exp.js";
import { sigmoid as sigmoidNumber } from "../math/sigmoid.js";
import { insideUnit } from "./insideUnit.js";
import { interval } from "./Support.js";
import type { Value } from "./Value.js";
import { whereEqual } from "./whereEqual.js";

/**
 * One predictor, with two cutpoints, says whether a proportion is 0, between or 1, and what it is between: P(0) = σ(lower − predictor),
 * P(1) = σ(predictor − lower − e^logGap), between beta with mean σ(predictor) and this precision. Kubinec 2023, Political
 * Analysis 31, 519-536; the cutpoints are those of its package ordbetareg, cutzero and cutone.
 */
export const orderedBetaLaw: Law<"predictor" | "lower" | "logGap" | "precision"> = {
  name: "ordered_beta",
  parameters: { predictor: "real", lower: "real", logGap: "real", precision: "positive" },
  support: () => interval(0, 1),
  logDensity(y, { predictor, lower, logGap, precision }) {
    const gap = exp(logGap);
    const fromLower = subtract(predictor, lower);
    const toUpper = subtract(gap, fromLower);
    const atZero = (): Value => negate(softplus(fromLower));
    const atOne = (): Value => negate(softplus(toUpper));
    const between = (): Value => {
      // σ(a) − σ(a − g) = σ(a) σ(g − a) (1 − e^−g), of which nothing cancels.
      const mass = subtract(log1mexp(negate(gap)), add(softplus(negate(fromLower)), softplus(negate(toUpper))));
      const values = { mean: sigmoid(predictor), complement: sigmoid(negate(predictor)), precision };
      return add(mass, betaMeanLaw.logDensity(insideUnit(y), values));
    };
    return whereEqual(y, 0, atZero, () => whereEqual(y, 1, atOne, between));
  },
  random(rng, { predictor, lower, logGap, precision }) {
    const u = rng.uniform();
    if (u < sigmoidNumber(lower - predictor)) return 0;
    if (1 - u < sigmoidNumber(predictor - lower - expNumber(logGap))) return 1;
    return betaMeanLaw.random(rng, {
      mean: sigmoidNumber(predictor),
      complement: sigmoidNumber(-predictor),
      precision,
    });
  },
};
