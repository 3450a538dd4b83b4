/** Where a true value stands among draws. */
import type { Rng } from "../../engine/core/Rng.js";

/**
 * How many draws are below the truth; of those equal to it a random number of them, so that ranks of discrete quantities are as
 * uniform as those of others (Modrák et al. 2023, Bayesian Analysis). Draws ought to be as good as independent: thin them first.
 *
 * @returns 0, …, draws.length; NaN where the truth or a draw is NaN.
 * @example rankAmong(0.4, Float64Array.of(0.1, 0.3, 0.9), rng) // 2
 */
export function rankAmong(truth: number, draws: ArrayLike<number>, rng: Rng): number {
  if (truth !== truth) return NaN;
  let below = 0;
  let equal = 0;
  for (let i = 0; i < draws.length; i++) {
    const draw = draws[i];
    if (draw !== draw) return NaN;
    if (draw < truth) below++;
    else if (draw === truth) equal++;
  }
  return equal === 0 ? below : below + Math.floor(rng.uniform() * (equal + 1));
}
