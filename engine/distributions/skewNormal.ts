/** The skew normal law, by its mean and standard deviation. */
import { add, divide, multiply, sqrt, square, subtract } from "./algebra.js";
import { LOG_2 } from "./constants.js";
import { distribution, type Distribution } from "./Distribution.js";
import type { Law } from "./Law.js";
import { normalLaw } from "./normal.js";
import { normalLogCdf } from "./normalLogCdf.js";
import { skewNormalLogTail } from "./skewNormalLogTail.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

/** √(2/π). */
const ROOT = 0.7978845608028654;

/** 2 φ(z) Φ(alpha z)/omega with z = (y − xi)/omega, where xi and omega are such that mu is the mean and sigma the sd, as brms. */
export const skewNormalLaw: Law<"mu" | "sigma" | "alpha"> = {
  name: "skew_normal",
  parameters: { mu: "real", sigma: "positive", alpha: "real" },
  support: () => real,
  logDensity(y, values) {
    const { location, scale } = direct(values);
    const z = divide(subtract(y, location), scale);
    return add(add(normalLaw.logDensity(y, { location, scale }), LOG_2), normalLogCdf(multiply(values.alpha, z)));
  },
  // A normal number, and the size of another one, in such shares that the variances add up to 1 (Azzalini 1986, Statistica 46, 199-208).
  random(rng, values) {
    const { location, scale, delta } = direct(values) as Record<"location" | "scale" | "delta", number>;
    const z = delta * Math.abs(rng.normal()) + Math.sqrt(1 - delta * delta) * rng.normal();
    return location + scale * z;
  },
  logSurvival(bound, values) {
    const { location, scale } = direct(values);
    return skewNormalLogTail("upper", divide(subtract(bound, location), scale), values.alpha);
  },
  logCdf(bound, values) {
    const { location, scale } = direct(values);
    return skewNormalLogTail("lower", divide(subtract(bound, location), scale), values.alpha);
  },
};

interface Parameters {
  readonly mu: Value;
  readonly sigma: Value;
  readonly alpha: Value;
}

/** xi, omega and delta of Azzalini's parametrisation. */
function direct({ mu, sigma, alpha }: Parameters): Record<"location" | "scale" | "delta", Value> {
  const delta = divide(alpha, sqrt(add(1, square(alpha))));
  const mean = multiply(ROOT, delta);
  const scale = divide(sigma, sqrt(subtract(1, square(mean))));
  return { location: subtract(mu, multiply(scale, mean)), scale, delta };
}

/** The skew normal with mean `mu`, standard deviation `sigma` and slant `alpha`, which is 0 for the normal. */
export function skewNormal(mu: Value, sigma: Value, alpha: Value): Distribution {
  return distribution(skewNormalLaw, { mu, sigma, alpha });
}
