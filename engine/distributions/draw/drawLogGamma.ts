/** The logarithm of a gamma draw, which does not underflow for small shapes. */
import type { Rng } from "../../core/Rng.js";
import { log } from "../../math/log.js";

/**
 * Logarithm of a draw from gamma(shape, 1). Below shape 1 by G(a) = G(a + 1) U^(1/a).
 * Marsaglia & Tsang 2000, A simple method for generating gamma variables.
 */
export function drawLogGamma(rng: Rng, shape: number): number {
  if (!(shape > 0)) return NaN;
  const boost = shape < 1 ? log(rng.uniform()) / shape : 0;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const logV = 3 * log(root);
    const v = root * root * root;
    if (log(rng.uniform()) < 0.5 * x * x + d - d * v + d * logV) return log(d) + logV + boost;
  }
}
