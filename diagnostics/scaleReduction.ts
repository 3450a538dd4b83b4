/** Gelman and Rubin's comparison of the variance between chains with the variance within. */
import { hasNonfinite, isConstant, mean, variance } from "./moments.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * Potential scale reduction factor sqrt((B/W + n - 1)/n) of the given chains, taken as they are: neither split nor
 * ranked. B is n times the variance of the chains' means, W the mean of their variances (Gelman et al. 2013, 11.4).
 *
 * @param chains equal lengths, at least two chains
 */
export function scaleReduction(chains: readonly Float64Array[]): Statistic {
  const n = chains.length === 0 ? 0 : chains[0].length;
  if (n < 2) return missing(n === 0 ? "noDraws" : "tooShort");
  if (chains.length < 2) return missing("oneChain");
  if (hasNonfinite(chains)) return missing("nonfinite");
  return isConstant(chains) ? missing("constant") : finiteScaleReduction(chains);
}

/** {@link scaleReduction} of at least two chains known to be finite and not all equal. */
export function finiteScaleReduction(chains: readonly Float64Array[]): Statistic {
  const n = chains[0].length;
  const means = new Float64Array(chains.length);
  let within = 0;
  for (let c = 0; c < chains.length; c++) {
    means[c] = mean(chains[c]);
    within += variance(chains[c], means[c]) / chains.length;
  }
  const between = n * variance(means);
  // Where no chain moves, the variance within is rounding error, and the ratio anything.
  if (!(within > 1e-12 * between) && chains.every((chain) => isConstant([chain]))) return missing("constantChains");
  return { value: Math.sqrt((between / within + n - 1) / n) };
}
