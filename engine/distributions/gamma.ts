/** The gamma law. */
import { add, lgamma, log, multiply, subtract, xlogy } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawGamma } from "./draw/drawGamma.js";
import { gammaLogTail } from "./gammaLogTail.js";
import type { Law } from "./Law.js";
import { ofPositive } from "./ofPositive.js";
import { positive } from "./Support.js";
import { isNumber, type Value } from "./Value.js";

export const gammaLaw: Law<"shape" | "rate"> = {
  name: "gamma",
  parameters: { shape: "positive", rate: "positive" },
  support: () => positive,
  // At 0 the density is 0 above shape 1 and infinite below; with a tensor as shape it is not known which.
  edges: ({ shape }) => ({ lower: shape === 1, upper: false }),
  logDensity(x, { shape, rate }) {
    const normaliser = subtract(multiply(shape, log(rate)), lgamma(shape));
    // At shape 1 the density at 0 is finite: 0 · ln 0 is 0 there.
    const power = isNumber(shape) ? xlogy(shape - 1, x) : multiply(subtract(shape, 1), log(x));
    return subtract(add(normaliser, power), multiply(rate, x));
  },
  random: (rng, { shape, rate }) => drawGamma(rng, shape) / rate,
  logSurvival: (bound, { shape, rate }) => ofPositive(bound, 0, (y) => gammaLogTail("upper", shape, multiply(rate, y))),
  logCdf: (bound, { shape, rate }) =>
    ofPositive(bound, -Infinity, (y) => gammaLogTail("lower", shape, multiply(rate, y))),
};

/** Gamma with mean `shape`/`rate`, as Stan's gamma(shape, rate). */
export function gamma(shape: Value, rate: Value): Distribution {
  return distribution(gammaLaw, { shape, rate });
}
