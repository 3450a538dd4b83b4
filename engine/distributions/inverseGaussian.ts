/** The inverse Gaussian law, by the logarithm of its mean. */
import {
  add,
  divide,
  expm1,
  log,
  log1mexp,
  multiply,
  negate,
  sqrt,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import type { Law } from "./Law.js";
import { logAddExp } from "./logAddExp.js";
import { logMills } from "./logMills.js";
import { logMillsDifference } from "./logMillsDifference.js";
import { exp as expNumber } from "../math/exp.js";
import { normalLogCdf } from "./normalLogCdf.js";
import { ofPositive } from "./ofPositive.js";
import { open, positive } from "./Support.js";
import type { Value } from "./Value.js";

/** √(shape/(2π y³)) · exp(−shape (y/mean − 1)²/(2 y)), as brms's inverse.gaussian; its variance is mean³/shape. */
export const inverseGaussianLaw: Law<"logMean" | "shape"> = {
  name: "inverse_gaussian",
  parameters: { logMean: "real", shape: "positive" },
  support: () => positive,
  edges: () => open,
  logDensity(y, { logMean, shape }) {
    const logY = log(y);
    const squared = divide(square(expm1(subtract(logY, logMean))), y);
    const normaliser = subtract(multiply(0.5, log(shape)), LOG_SQRT_2PI);
    return subtract(subtract(normaliser, multiply(1.5, logY)), multiply(multiply(0.5, shape), squared));
  },
  // Michael, Schucany & Haas 1976, The American Statistician 30, 88-90; the smaller root without cancellation.
  random(rng, { logMean, shape }) {
    const mean = expNumber(logMean);
    const z = rng.normal();
    const half = (0.5 * mean * z * z) / shape;
    const small = mean / (1 + half + Math.sqrt(half * (2 + half)));
    return rng.uniform() * (mean + small) <= mean ? small : (mean / small) * mean;
  },
  logCdf: (bound, values) =>
    ofPositive(bound, -Infinity, (y) => {
      const { a, width } = standardised(y, values);
      // Both parts are above 0; the second is φ(a) times Mills' ratio at a + width, as (a + width)² − a² = 4 shape/mean.
      const left = (): Value => logAddExp(normalLogCdf(a), subtract(logMills(add(a, width)), logNormalKernel(a)));
      return whereGreater(a, 0, () => log1mexp(logUpperBeyondMean(a, width)), left);
    }),
  logSurvival: (bound, values) =>
    ofPositive(bound, 0, (y) => {
      const { a, width } = standardised(y, values);
      const left = (): Value => {
        const first = normalLogCdf(negate(a));
        return add(first, log1mexp(subtract(subtract(logMills(add(a, width)), logNormalKernel(a)), first)));
      };
      return whereGreater(a, 0, () => logUpperBeyondMean(a, width), left);
    }),
};

/** ln P(Y > y) from the mean on, where a is above 0: both parts are φ(a) times Mills' ratio, and may nearly cancel. */
function logUpperBeyondMean(a: Value, width: Value): Value {
  const taken = whereGreater(
    a,
    0,
    () => a,
    () => 0,
  );
  return subtract(logMillsDifference(taken, width), logNormalKernel(taken));
}

interface Parameters {
  readonly logMean: Value;
  readonly shape: Value;
}

/** √(shape/y) (y/mean − 1), and how far √(shape/y) (y/mean + 1) lies above it. */
function standardised(y: Value, { logMean, shape }: Parameters): { readonly a: Value; readonly width: Value } {
  const root = sqrt(divide(shape, y));
  return { a: multiply(root, expm1(subtract(log(y), logMean))), width: multiply(2, root) };
}

/** −ln φ(a). */
function logNormalKernel(a: Value): Value {
  return add(multiply(0.5, square(a)), LOG_SQRT_2PI);
}
