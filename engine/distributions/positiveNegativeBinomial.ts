/** What of the negative binomial law is above zero. */
import { add, atLeast, atMost, log, softplus, subtract } from "./algebra.js";
import { drawPositiveNegativeBinomial } from "./draw/drawPositiveNegativeBinomial.js";
import type { PositivePart } from "./hurdle.js";
import { logNonzero } from "./logNonzero.js";

/** Of negativeBinomialLogLaw, for a hurdle: P(0) = exp(−shape ln(1 + mean/shape)). */
export const positiveNegativeBinomial: PositivePart<"logMean" | "shape"> = {
  logMass({ logMean, shape }) {
    const logShape = log(shape);
    const logRatio = subtract(logMean, logShape);
    // ln(1 + r) is r itself where r is below 1e-17, and would underflow far below.
    const logGrowth = add(log(softplus(atLeast(logRatio, -40))), atMost(add(logRatio, 40), 0));
    return logNonzero(add(logShape, logGrowth));
  },
  random: (rng, { logMean, shape }) => drawPositiveNegativeBinomial(rng, logMean, shape),
};
