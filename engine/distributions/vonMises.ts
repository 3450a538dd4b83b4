/** The von Mises law of angles. */
import { add, multiply, sin, square, subtract } from "./algebra.js";
import { LOG_2, LOG_PI } from "./constants.js";
import type { Rng } from "../core/Rng.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { logBesselI0 } from "./logBesselI0.js";
import { atan } from "../math/atan.js";
import { cos as cosNumber } from "../math/cos.js";
import { log as logNumber } from "../math/log.js";
import { interval } from "./Support.js";
import type { Value } from "./Value.js";

/** exp(kappa cos(y − mu))/(2π I₀(kappa)) of angles from −π to π, as brms's von_mises. */
export const vonMisesLaw: Law<"mu" | "kappa"> = {
  name: "von_mises",
  parameters: { mu: "real", kappa: "positive" },
  support: () => interval(-Math.PI, Math.PI),
  logDensity(y, { mu, kappa }) {
    // cos δ − 1 = −2 sin²(δ/2), which a large kappa needs to the last digit.
    const fall = multiply(-2, square(sin(multiply(0.5, subtract(y, mu)))));
    return subtract(multiply(kappa, fall), add(LOG_2 + LOG_PI, logBesselI0(kappa)));
  },
  random: (rng, { mu, kappa }) => intoTurn(mu + drawAngle(rng, kappa)),
};

/** Best & Fisher 1979, Applied Statistics 28, 152-157; for a kappa so large that it fails, a normal of precision kappa. */
function drawAngle(rng: Rng, kappa: number): number {
  if (kappa > 1e6) return rng.normal() / Math.sqrt(kappa);
  if (kappa < 1e-8) return Math.PI * (2 * rng.uniform() - 1);
  const tau = 1 + Math.sqrt(1 + 4 * kappa * kappa);
  const rho = (tau - Math.sqrt(2 * tau)) / (2 * kappa);
  const r = (1 + rho * rho) / (2 * rho);
  for (;;) {
    const z = cosNumber(Math.PI * rng.uniform());
    const f = (1 + r * z) / (r + z);
    const c = kappa * (r - f);
    const u = rng.uniform();
    if (c * (2 - c) > u || logNumber(c / u) + 1 >= c) {
      // arccos f = 2 arctan √((1 − f)/(1 + f))
      const angle = 2 * atan(Math.sqrt((1 - f) / (1 + f)));
      return rng.uniform() < 0.5 ? -angle : angle;
    }
  }
}

function intoTurn(angle: number): number {
  const turns = Math.floor((angle + Math.PI) / (2 * Math.PI));
  return Math.max(-Math.PI, Math.min(Math.PI, angle - 2 * Math.PI * turns));
}

/** The law of angles around `mu` with concentration `kappa`; near `mu` like a normal of variance 1/kappa. */
export function vonMises(mu: Value, kappa: Value): Distribution {
  return distribution(vonMisesLaw, { mu, kappa });
}
