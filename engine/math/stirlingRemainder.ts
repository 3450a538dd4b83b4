/** What Stirling's formula leaves of log Γ. */
import { lgamma, stirlingCoefficients } from "./lgamma.js";
import { log } from "./log.js";
import { numberArithmetic } from "./numberArithmetic.js";
import { polynomial } from "./polynomial.js";

const halfLog2Pi = 0.9189385332046728;

/** log Γ(x) - (x - 1/2) log x + x - log(2π)/2 for x > 0: about 1/(12x); to 1e-16 of itself from 8 on, 1e-14 absolute below. */
export function stirlingRemainder(x: number): number {
  if (x < 8) return lgamma(x) - ((x - 0.5) * log(x) - x + halfLog2Pi);
  const inverse = 1 / x;
  return inverse * polynomial(numberArithmetic, inverse * inverse, stirlingCoefficients);
}
