/** Where each observation lies among its replicates, as a number between 0 and 1. */
import type { Replicates } from "../../engine/core/Replicates.js";
import type { Rng } from "../../engine/core/Rng.js";

/**
 * Randomised probability integral transforms: the share of replicates below the observation, with a place drawn evenly among those that
 * equal it and in the gap that the observation itself makes (Czado, Gneiting and Held 2009, Biometrics 65, 1254-1261). Where the
 * model gives the data, they are uniform, for discrete responses too. An observation censored on the right gets an even draw from the
 * part above its time. NaN where the response or all its replicates are missing.
 *
 * @returns one number for each observation
 * @example pit(replicates, stream("1", "pit"))
 */
export function pit(replicates: Replicates, rng: Rng): Float64Array {
  const { observed, values, draws, censored } = replicates;
  const n = observed.length;
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let below = 0;
    let equal = 0;
    let known = 0;
    for (let d = 0; d < draws.length; d++) {
      const value = values[d * n + i];
      if (Number.isNaN(value)) continue;
      known++;
      if (value < observed[i]) below++;
      else if (value === observed[i]) equal++;
    }
    // Drawn for every observation, so that one that is missing does not move those after it.
    const u = rng.uniform();
    const low = below / (known + 1);
    const width = (censored !== undefined && censored[i] !== 0 ? known - below + 1 : equal + 1) / (known + 1);
    result[i] = known === 0 || Number.isNaN(observed[i]) ? NaN : low + u * width;
  }
  return result;
}
