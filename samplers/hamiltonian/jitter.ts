/** Randomises the step size of a transition, which breaks resonances of its length with the periods of the target. */
import type { Rng } from "../../engine/core/Rng.js";

/** `stepSize` times a uniform on (1 - jitter, 1 + jitter); takes nothing from the stream when there is no jitter. */
export function jittered(stepSize: number, jitter: number, rng: Rng): number {
  return jitter === 0 ? stepSize : stepSize * (1 + jitter * (2 * rng.uniform() - 1));
}
