/** The beta law, by its mean and precision. */
import { add, lgamma, log, log1p, multiply, negate, subtract } from "./algebra.js";
import { betaLaw } from "./beta.js";
import type { Law } from "./Law.js";
import { interval, open } from "./Support.js";
import type { Value } from "./Value.js";

/**
 * beta(mean · precision, complement · precision); the complement, 1 − mean, is given apart since it may be too small to be
 * subtracted. Its variance is mean · complement/(1 + precision), as Stan's beta_proportion.
 */
export const betaMeanLaw: Law<"mean" | "complement" | "precision"> = {
  name: "beta_mean",
  parameters: { mean: "probability", complement: "probability", precision: "positive" },
  support: () => interval(0, 1),
  edges: () => open,
  logDensity(y, { mean, complement, precision }) {
    const [alpha, beta] = [multiply(mean, precision), multiply(complement, precision)];
    // The precision is often one number for all rows: its lgamma is then taken once.
    const normaliser = subtract(lgamma(precision), add(lgamma(alpha), lgamma(beta)));
    const left = multiply(subtract(alpha, 1), log(y));
    const right = multiply(subtract(beta, 1), log1p(negate(y)));
    return add(normaliser, add(left, right));
  },
  random: (rng, { mean, complement, precision }) =>
    betaLaw.random(rng, { alpha: mean * precision, beta: complement * precision }),
  logSurvival: (bound, values) => betaLaw.logSurvival!(bound, shapesOf(values)),
  logCdf: (bound, values) => betaLaw.logCdf!(bound, shapesOf(values)),
};

interface Parameters {
  readonly mean: Value;
  readonly complement: Value;
  readonly precision: Value;
}

function shapesOf({ mean, complement, precision }: Parameters): { readonly alpha: Value; readonly beta: Value } {
  return { alpha: multiply(mean, precision), beta: multiply(complement, precision) };
}
