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
  const start = digamma(shape) + scale * normalQuantile(p);
  return exp(quantileByNewton((z) => gammaLogTails(z, shape), log(p), log1p(-p), start, scale));
}
