/** The logarithm of the beta function. */
import { lgamma } from "./lgamma.js";
import { log } from "./log.js";
import { log1p } from "./log1p.js";
import { stirlingRemainder } from "./stirlingRemainder.js";

const halfLog2Pi = 0.9189385332046728;

/**
 * log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b) for a, b > 0, without cancellation between large terms: from 8 on the
 * leading terms of Stirling's formula are combined by hand (as in TOMS 708, Didonato and Morris 1992).
 *
 * @example logBeta(0.5, 0.5); // 1.1447298858494 = log π
 */
export function logBeta(a: number, b: number): number {
  const [p, q] = a < b ? [a, b] : [b, a];
  if (!(p > 0)) return p === 0 ? Infinity : NaN;
  if (q < 8) return lgamma(p) + lgamma(q) - lgamma(p + q);
  if (q === Infinity) return -Infinity;
  const sum = p + q;
  const share = p / sum;
  if (p >= 8) {
    const remainder = stirlingRemainder(p) + stirlingRemainder(q) - stirlingRemainder(sum);
    return halfLog2Pi - 0.5 * log(q) + remainder + (p - 0.5) * log(share) + q * log1p(-share);
  }
  const remainder = stirlingRemainder(q) - stirlingRemainder(sum);
  return lgamma(p) + remainder + p - p * log(sum) + (q - 0.5) * log1p(-share);
}
