/** The lognormal law, shifted to begin above 0. */
import { subtract, whereGreater } from "./algebra.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { lognormalLaw } from "./lognormal.js";
import { open, positive } from "./Support.js";
import type { Value } from "./Value.js";

/** y − ndt is lognormal(mu, sigma); ndt is a time that is over before anything can happen, as brms's shifted_lognormal. */
export const shiftedLognormalLaw: Law<"mu" | "sigma" | "ndt"> = {
  name: "shifted_lognormal",
  parameters: { mu: "real", sigma: "positive", ndt: "nonnegative" },
  support: () => positive,
  edges: () => open,
  logDensity(y, { mu, sigma, ndt }) {
    const distance = subtract(y, ndt);
    const inside = whereGreater(
      distance,
      0,
      () => distance,
      () => 1,
    );
    return whereGreater(
      distance,
      0,
      () => lognormalLaw.logDensity(inside, { mu, sigma }),
      () => -Infinity,
    );
  },
  random: (rng, { mu, sigma, ndt }) => ndt + lognormalLaw.random(rng, { mu, sigma }),
  logSurvival: (bound, { mu, sigma, ndt }) => lognormalLaw.logSurvival!(subtract(bound, ndt), { mu, sigma }),
  logCdf: (bound, { mu, sigma, ndt }) => lognormalLaw.logCdf!(subtract(bound, ndt), { mu, sigma }),
};

/** The law of ndt + eˣ when x is normal(mu, sigma). */
export function shiftedLognormal(mu: Value, sigma: Value, ndt: Value): Distribution {
  return distribution(shiftedLognormalLaw, { mu, sigma, ndt });
}
