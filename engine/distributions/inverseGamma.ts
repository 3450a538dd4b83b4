/** The inverse gamma law. */
import { add, divide, lgamma, log, multiply, subtract } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawGamma } from "./draw/drawGamma.js";
import type { Law } from "./Law.js";
import { open, positive } from "./Support.js";
import type { Value } from "./Value.js";

export const inverseGammaLaw: Law<"shape" | "scale"> = {
  name: "inv_gamma",
  parameters: { shape: "positive", scale: "positive" },
  support: () => positive,
  edges: () => open,
  logDensity(x, { shape, scale }) {
    const normaliser = subtract(multiply(shape, log(scale)), lgamma(shape));
    return subtract(subtract(normaliser, multiply(add(shape, 1), log(x))), divide(scale, x));
  },
  random: (rng, { shape, scale }) => scale / drawGamma(rng, shape),
};

/** The law of 1/x when x is gamma(shape, rate = scale), as Stan's inv_gamma(shape, scale). */
export function inverseGamma(shape: Value, scale: Value): Distribution {
  return distribution(inverseGammaLaw, { shape, scale });
}
