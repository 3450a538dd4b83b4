/** The law of a normal number plus an exponential one. */
import {
  add,
  atLeast,
  atMost,
  divide,
  exp,
  expm1,
  log,
  log1mexp,
  multiply,
  negate,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { distribution, type Distribution } from "./Distribution.js";
import { drawExponential } from "./draw/drawExponential.js";
import type { Law } from "./Law.js";
import { logAddExp } from "./logAddExp.js";
import { logMills } from "./logMills.js";
import { logMillsDifference } from "./logMillsDifference.js";
import { normalLogCdf } from "./normalLogCdf.js";
import { real } from "./Support.js";
import type { Value } from "./Value.js";

/** normal(mu − beta, sigma) plus an exponential of mean beta, as brms's exgaussian: mu is the mean of both together. */
export const exgaussianLaw: Law<"mu" | "sigma" | "beta"> = {
  name: "exgaussian",
  parameters: { mu: "real", sigma: "positive", beta: "positive" },
  support: () => real,
  logDensity(y, values) {
    const { d, k } = standardised(y, values);
    return subtract(logExponentialPart(d, k), log(values.beta));
  },
  random: (rng, { mu, sigma, beta }) => mu - beta + sigma * rng.normal() + beta * drawExponential(rng),
  logSurvival(bound, values) {
    const { d, k } = standardised(bound, values);
    return logAddExp(normalLogCdf(negate(d)), logExponentialPart(d, k));
  },
  logCdf(bound, values) {
    const { d, k } = standardised(bound, values);
    // Both parts are φ(d) times Mills' ratio; above 5 the normal part is nearly 1 and their difference is taken from there.
    const left = (): Value => {
      const low = atMost(d, 5);
      return subtract(logMillsDifference(negate(low), k), add(multiply(0.5, square(low)), LOG_SQRT_2PI));
    };
    const right = (): Value => {
      const high = atLeast(d, 5);
      const part = logExponentialPart(high, k);
      const survival = logAddExp(normalLogCdf(negate(high)), part);
      // Of a survival near 1 the distance from 1, of a smaller one its logarithm has the digits.
      return whereGreater(
        survival,
        -0.1,
        () => log(negate(add(expm1(atLeast(part, -0.2)), exp(normalLogCdf(negate(high)))))),
        () => log1mexp(survival),
      );
    };
    return whereGreater(d, 5, right, left);
  },
};

interface Parameters {
  readonly mu: Value;
  readonly sigma: Value;
  readonly beta: Value;
}

/** The distance from the mean of the normal part, and sigma/beta, both kept where their squares are numbers. */
function standardised(y: Value, { mu, sigma, beta }: Parameters): { readonly d: Value; readonly k: Value } {
  const d = divide(add(subtract(y, mu), beta), sigma);
  return { d: atMost(atLeast(d, -1e150), 1e150), k: atMost(divide(sigma, beta), 1e150) };
}

/** ln(e^(k²/2 − k d) Φ(d − k)), beta times the density; for d below k as φ(d) times Mills' ratio, where k² would cancel. */
function logExponentialPart(d: Value, k: Value): Value {
  const excess = subtract(d, k);
  const above = (): Value => add(multiply(k, subtract(multiply(0.5, k), d)), normalLogCdf(excess));
  const below = (): Value => {
    const distance = atLeast(negate(excess), 0);
    return subtract(logMills(distance), add(multiply(0.5, square(d)), LOG_SQRT_2PI));
  };
  return whereGreater(excess, 0, above, below);
}

/** The law of a normal number of standard deviation `sigma` plus an exponential one of mean `beta`; their sum has mean `mu`. */
export function exgaussian(mu: Value, sigma: Value, beta: Value): Distribution {
  return distribution(exgaussianLaw, { mu, sigma, beta });
}
