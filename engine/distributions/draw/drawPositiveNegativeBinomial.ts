/** A negative binomial draw given that it is not zero. */
import type { Rng } from "../../core/Rng.js";
import { exp } from "../../math/exp.js";
import { log } from "../../math/log.js";
import { softplus } from "../../math/softplus.js";
import { drawGamma } from "./drawGamma.js";
import { drawLogarithmic } from "./drawLogarithmic.js";
import { drawPoisson } from "./drawPoisson.js";
import { drawPositivePoisson } from "./drawPositivePoisson.js";

/**
 * A draw of the negative binomial of mean e^logMean and this shape given that it is above 0. Where zeros are rare the first that is none;
 * else as what it is made of, a Poisson number of clusters, at least one, with sizes of the logarithmic series. Quenouille 1949,
 * Biometrics 5, 162-164.
 */
export function drawPositiveNegativeBinomial(rng: Rng, logMean: number, shape: number): number {
  const ratio = softplus(logMean - log(shape));
  const clusters = shape * ratio;
  if (clusters > 1) {
    for (;;) {
      const count = drawPoisson(rng, drawGamma(rng, shape) * exp(logMean - log(shape)));
      if (count > 0) return count;
      if (Number.isNaN(count)) return NaN;
    }
  }
  let total = 0;
  for (let left = drawPositivePoisson(rng, log(clusters)); left > 0; left -= 1) {
    total += drawLogarithmic(rng, -ratio);
  }
  return total;
}
