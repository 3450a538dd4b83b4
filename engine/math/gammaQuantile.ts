/** Quantiles of the gamma distribution. */
import { digamma } from "./digamma.js";
import { exp } from "./exp.js";
import { gammaLogTails } from "./incompleteGamma.js";
import { log } from "./log.js";
import { log1p } from "./log1p.js";
import { normalQuantile } from "./normalQuantile.js";
import { quantileByNewton } from "./quantileByNewton.js";
import { trigamma } from "./trigamma.js";

/**
 * The x below which a gamma variable of the given shape and rate 1 lies with probability p, to 1e-12 of itself for shapes up to
 * 1e6; NaN unless shape > 0 and 0 <= p <= 1.
 *
 * @example gammaQuantile(0.5, 1); // 0.6931471805599453
 */
export function gammaQuantile(p: number, shape: number): number {
  if (!(shape > 0 && p >= 0 && p <= 1)) return NaN;
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  // The logarithm of a gamma variable has a log-concave density with this mean and variance.
  const scale = Math.sqrt(trigamma(shape));
  const guess = digamma(shape) + scale * normalQuantile(p);
  // A gamma variable exceeds this with less than probability 1 - p; a guess beyond could lie where the tail is lost.
  const logUpper = log1p(-p);
  const bound = log(shape + Math.sqrt(-2 * shape * logUpper) - logUpper);
  const start = Math.min(guess, bound);
  return exp(quantileByNewton((z) => gammaLogTails(z, shape), log(p), logUpper, start, scale));
}
