/** How fast an average converges, given how heavy its tails are. */
import { log } from "../../engine/math/log.js";
import { pow } from "../../engine/math/pow.js";

/**
 * The share of the usual speed 1/√draws with which the error of an average falls at this number of draws: 1 for tails that
 * end, 0 from k = 1 on, where the average does not converge (Vehtari et al. 2024, appendix B).
 *
 * @example paretoConvergenceRate(0.7, 1000) // 0.574…
 */
export function paretoConvergenceRate(k: number, draws: number): number {
  if (k <= 0) return 1;
  if (k >= 1) return 0;
  if (k === 0.5) return Math.max(0, 1 - 1 / log(draws));
  const power = pow(draws, 2 * k);
  const above = 2 * (k - 1) * draws * power + (1 - 2 * k) * power + draws * draws;
  return Math.max(0, above / ((draws - 1) * (draws - power)));
}
