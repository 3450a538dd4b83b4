/** The beta law. */
import { add, lgamma, log, log1p, multiply, negate, subtract, xlog1py, xlogy } from "./algebra.js";
import { betaLogTail } from "./betaLogTail.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawLogGamma } from "./draw/drawLogGamma.js";
import type { Law } from "./Law.js";
import { ofUnit } from "./ofUnit.js";
import { sigmoid } from "../math/sigmoid.js";
import { interval } from "./Support.js";
import { isNumber, type Value } from "./Value.js";

export const betaLaw: Law<"alpha" | "beta"> = {
  name: "beta",
  parameters: { alpha: "positive", beta: "positive" },
  support: () => interval(0, 1),
  // At 0 and 1 the density is 0 or infinite but for a parameter of exactly 1.
  edges: ({ alpha, beta }) => ({ lower: alpha === 1, upper: beta === 1 }),
  logDensity(x, { alpha, beta }) {
    const normaliser = subtract(lgamma(add(alpha, beta)), add(lgamma(alpha), lgamma(beta)));
    const left = isNumber(alpha) ? xlogy(alpha - 1, x) : multiply(subtract(alpha, 1), log(x));
    const right = isNumber(beta) ? xlog1py(beta - 1, negate(x)) : multiply(subtract(beta, 1), log1p(negate(x)));
    return add(normaliser, add(left, right));
  },
  // A ratio of gammas, taken on the log scale: with small parameters both may underflow.
  random: (rng, { alpha, beta }) => sigmoid(drawLogGamma(rng, alpha) - drawLogGamma(rng, beta)),
  logSurvival: (bound, { alpha, beta }) => ofUnit(bound, 0, -Infinity, (x) => betaLogTail("upper", x, alpha, beta)),
  logCdf: (bound, { alpha, beta }) => ofUnit(bound, -Infinity, 0, (x) => betaLogTail("lower", x, alpha, beta)),
};

/** Beta with mean alpha/(alpha + beta). */
export function beta(alpha: Value, betaParameter: Value): Distribution {
  return distribution(betaLaw, { alpha, beta: betaParameter });
}
