/** A draw from the far tail of a standard normal. */
import type { Rng } from "../../core/Rng.js";
import { exp } from "../../math/exp.js";
import { log } from "../../math/log.js";

/**
 * A standard normal given that it lies between `from` > 0 and `to`, which may be infinite: an exponential proposal, or
 * a uniform one where the interval is short. Robert 1995, Simulation of truncated normal variables.
 */
export function drawNormalTail(rng: Rng, from: number, to: number): number {
  const rate = (from + Math.sqrt(from * from + 4)) / 2;
  const short = (to - from) * rate < 1;
  for (;;) {
    const x = short ? from + (to - from) * rng.uniform() : from - log(rng.uniform()) / rate;
    if (x >= to) continue;
    const logAccept = short ? 0.5 * (from * from - x * x) : -0.5 * (x - rate) * (x - rate);
    if (rng.uniform() <= exp(logAccept)) return x;
  }
}
