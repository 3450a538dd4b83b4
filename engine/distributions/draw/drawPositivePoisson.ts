/** A Poisson draw given that it is not zero. */
import type { Rng } from "../../core/Rng.js";
import { exp } from "../../math/exp.js";
import { expm1 } from "../../math/expm1.js";
import { log1p } from "../../math/log1p.js";
import { drawPoisson } from "./drawPoisson.js";

/**
 * A draw of Poisson(e^logRate) given that it is above 0, exact for any rate: the first of the events in a unit of time is drawn given
 * that there is one, and those after it are Poisson.
 */
export function drawPositivePoisson(rng: Rng, logRate: number): number {
  const rate = exp(logRate);
  // Below it a second event is less probable than 1e-15, and the first may be anywhere.
  if (rate < 1e-15) return 1;
  const first = -log1p(rng.uniform() * expm1(-rate));
  return 1 + drawPoisson(rng, Math.max(0, rate - first));
}
