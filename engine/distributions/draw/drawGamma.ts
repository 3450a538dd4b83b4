/** A gamma draw. */
import type { Rng } from "../../core/Rng.js";
import { exp } from "../../math/exp.js";
import { drawLogGamma } from "./drawLogGamma.js";

/** A draw from gamma(shape, rate 1); shapes below about 0.01 may give 0 by underflow. */
export function drawGamma(rng: Rng, shape: number): number {
  return exp(drawLogGamma(rng, shape));
}
