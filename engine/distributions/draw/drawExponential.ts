/** A standard exponential. */
import type { Rng } from "../../core/Rng.js";
import { log } from "../../math/log.js";

/** A draw from the exponential law with rate 1, by inversion. */
export function drawExponential(rng: Rng): number {
  return -log(rng.uniform());
}
