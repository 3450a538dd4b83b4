/** Quantiles of the beta distribution. */
import { betaLogTails } from "./incompleteBeta.js";
import { digamma } from "./digamma.js";
import { log } from "./log.js";
import { log1p } from "./log1p.js";
import { normalQuantile } from "./normalQuantile.js";
import { quantileByNewton } from "./quantileByNewton.js";
import { sigmoid } from "./sigmoid.js";
import { trigamma } from "./trigamma.js";

/**
 * The x below which beta(a, b) lies with probability p, to 1e-12 of itself for a and b up to 1e6; NaN unless a, b > 0 and
 * 0 <= p <= 1.
 *
 * @example betaQuantile(0.5, 2, 2); // 0.5
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p;
  // The logit of a beta variable has a log-concave density with this mean and variance.
  const scale = Math.sqrt(trigamma(a) + trigamma(b));
  const start = digamma(a) - digamma(b) + scale * normalQuantile(p);
  return sigmoid(quantileByNewton((z) => betaLogTails(z, a, b), log(p), log1p(-p), start, scale));
}
