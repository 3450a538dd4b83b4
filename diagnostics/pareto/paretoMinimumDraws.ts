/** How many draws an average needs, given how heavy its tails are. */
import { exp } from "../../engine/math/exp.js";

const ln10 = 2.302585092994046;

/**
 * 10^(1/(1 - max(0, k))) independent draws (Vehtari et al. 2024, section 3); Infinity from k = 1 on, where there is no mean to
 * be found.
 *
 * @example paretoMinimumDraws(0.7) // 2154.43…
 */
export function paretoMinimumDraws(k: number): number {
  return k >= 1 ? Infinity : exp(ln10 / (1 - Math.max(0, k)));
}
