/** The asymmetric Laplace law, whose location is a quantile. */
import { add, atLeast, atMost, divide, exp, log, log1p, multiply, negate, subtract, whereGreater } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawExponential } from "./draw/drawExponential.js";
import type { Law } from "./Law.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

/** With z = (y − mu)/sigma and q = quantile: density q (1 − q)/sigma · exp(−q z) above mu, exp((1 − q) z) below, as brms. */
export const asymmetricLaplaceLaw: Law<"mu" | "sigma" | "quantile"> = {
  name: "asym_laplace",
  parameters: { mu: "real", sigma: "positive", quantile: "probability" },
  support: () => real,
  logDensity(y, { mu, sigma, quantile }) {
    const z = divide(subtract(y, mu), sigma);
    const fall = add(multiply(quantile, atLeast(z, 0)), multiply(subtract(quantile, 1), atMost(z, 0)));
    return subtract(add(log(quantile), log1p(negate(quantile))), add(fall, log(sigma)));
  },
  // A difference of exponentials, by their rates.
  random: (rng, { mu, sigma, quantile }) =>
    mu + sigma * (drawExponential(rng) / quantile - drawExponential(rng) / (1 - quantile)),
  logSurvival(bound, { mu, sigma, quantile }) {
    return lowerTail(divide(subtract(mu, bound), sigma), subtract(1, quantile));
  },
  logCdf: (bound, { mu, sigma, quantile }) => lowerTail(divide(subtract(bound, mu), sigma), quantile),
};

/** ln P(Z < z): q exp((1 − q) z) below 0, 1 − (1 − q) exp(−q z) above. */
function lowerTail(z: Value, q: Value): Value {
  const rest = subtract(1, q);
  const below = add(log(q), multiply(rest, atMost(z, 0)));
  const above = log1p(negate(multiply(rest, exp(negate(multiply(q, atLeast(z, 0)))))));
  return whereGreater(
    z,
    0,
    () => above,
    () => below,
  );
}

/** The law of asymmetric Laplace errors of scale `sigma` around `mu`, below which the share `quantile` lies. */
export function asymmetricLaplace(mu: Value, sigma: Value, quantile: Value): Distribution {
  return distribution(asymmetricLaplaceLaw, { mu, sigma, quantile });
}
