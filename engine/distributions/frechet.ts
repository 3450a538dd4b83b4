/** The Fréchet law, by the logarithm of its mean. */
import { add, divide, exp, lgamma, log, multiply, negate, subtract } from "./algebra.js";
import { drawExponential } from "./draw/drawExponential.js";
import { hazard } from "./hazard.js";
import { hazardLogCdf } from "./hazardLogCdf.js";
import type { Law } from "./Law.js";
import { exp as expNumber } from "../math/exp.js";
import { lgamma as lgammaNumber } from "../math/lgamma.js";
import { log as logNumber } from "../math/log.js";
import { ofPositive } from "./ofPositive.js";
import { open, positive } from "./Support.js";
import type { Value } from "./Value.js";

/** P(Y < y) = exp(−e^u) with u = −nu · ln(y/scale) and scale = mean/Γ(1 − 1/nu), as brms's frechet; for nu above 1. */
export const frechetLaw: Law<"logMean" | "nu"> = {
  name: "frechet",
  parameters: { logMean: "real", nu: "positive" },
  support: () => positive,
  edges: () => open,
  logDensity(y, { logMean, nu }) {
    const logY = log(y);
    const u = logHazard(logY, logMean, nu);
    return add(subtract(log(nu), logY), subtract(u, exp(u)));
  },
  random: (rng, { logMean, nu }) =>
    expNumber(logMean - lgammaNumber((nu - 1) / nu) - logNumber(drawExponential(rng)) / nu),
  logSurvival: (bound, { logMean, nu }) => ofPositive(bound, 0, (y) => hazardLogCdf(logHazard(log(y), logMean, nu))),
  logCdf: (bound, { logMean, nu }) =>
    ofPositive(bound, -Infinity, (y) => negate(hazard(logHazard(log(y), logMean, nu)))),
};

function logHazard(logY: Value, logMean: Value, nu: Value): Value {
  // (nu − 1)/nu keeps the digits of 1 − 1/nu for a nu near 1.
  const logScale = subtract(logMean, lgamma(divide(subtract(nu, 1), nu)));
  return multiply(nu, subtract(logScale, logY));
}
