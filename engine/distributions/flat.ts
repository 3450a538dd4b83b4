/** The flat prior: no law of probability, but a constant density on all real numbers. */
import { UserError } from "../core/UserError.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { real } from "./Support.js";

export const flatLaw: Law<never> = {
  name: "flat",
  parameters: {},
  support: () => real,
  improper: true,
  logDensity: () => 0,
  random() {
    throw new UserError("a flat prior has no draws: it is no probability distribution; give a proper prior instead.");
  },
};

/**
 * An improper prior whose log density is 0 everywhere, on a parameter's support as Stan's absent prior; cut to an
 * interval it stays 0.
 *
 * @example parameter("sigma", flat(), { support: positive })
 */
export function flat(): Distribution {
  return distribution(flatLaw, {});
}
