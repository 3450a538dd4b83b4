/** A draw of the logarithmic series. */
import type { Rng } from "../../core/Rng.js";
import { log } from "../../math/log.js";
import { log1mexp } from "../../math/log1mexp.js";

/**
 * A draw of P(k) = pᵏ/(−k ln(1 − p)), k ≥ 1, as a geometric of random probability. Kemp 1981, Applied Statistics 30, 249-253.
 *
 * @param logComplement ln(1 − p), below 0
 */
export function drawLogarithmic(rng: Rng, logComplement: number): number {
  const logRatio = log1mexp(rng.uniform() * logComplement);
  return 1 + Math.floor(log(rng.uniform()) / logRatio);
}
