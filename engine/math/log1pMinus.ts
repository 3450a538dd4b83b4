/** log(1 + u) - u, the deviance's building block, without cancellation. */
import { log1p } from "./log1p.js";
import { logCoefficients } from "./log.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

/**
 * log(1 + u) - u for u > -1, to a few ulp, also near zero where it is -u²/2.
 *
 * @example log1pMinus(1e-9); // -4.9999999966666665e-19
 */
export function log1pMinus(u: number): number {
  // The series of the logarithm, as in log.ts, converges for 1 + u between 1/√2 and √2.
  if (u < -0.29 || u > 0.41) return log1p(u) - u;
  const s = u / (2 + u);
  const z = s * s;
  return s * (z * polynomial(numberArithmetic, z, logCoefficients) - u);
}
