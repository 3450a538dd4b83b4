/** The Weibull law, by the logarithm of its mean. */
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

/** P(Y > y) = exp(−e^u) with u = shape · ln(y/scale) and scale = mean/Γ(1 + 1/shape), as brms's weibull. */
export const weibullLaw: Law<"logMean" | "shape"> = {
  name: "weibull",
  parameters: { logMean: "real", shape: "positive" },
  support: () => positive,
  edges: () => open,
  logDensity(y, { logMean, shape }) {
    const logY = log(y);
    const u = logHazard(logY, logMean, shape);
    return add(subtract(log(shape), logY), subtract(u, exp(u)));
  },
  random: (rng, { logMean, shape }) =>
    expNumber(logMean - lgammaNumber(1 + 1 / shape) + logNumber(drawExponential(rng)) / shape),
  logSurvival: (bound, { logMean, shape }) =>
    ofPositive(bound, 0, (y) => negate(hazard(logHazard(log(y), logMean, shape)))),
  logCdf: (bound, { logMean, shape }) =>
    ofPositive(bound, -Infinity, (y) => hazardLogCdf(logHazard(log(y), logMean, shape))),
};

function logHazard(logY: Value, logMean: Value, shape: Value): Value {
  const logScale = subtract(logMean, lgamma(add(1, divide(1, shape))));
  return multiply(shape, subtract(logY, logScale));
}
