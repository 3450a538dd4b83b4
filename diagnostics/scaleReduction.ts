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
  if (isConstant(chains)) return missing("constant");
  const means = new Float64Array(chains.length);
  let within = 0;
  let anyVaries = false;
  for (let c = 0; c < chains.length; c++) {
    means[c] = mean(chains[c]);
    within += variance(chains[c], means[c]) / chains.length;
    anyVaries ||= !isConstant([chains[c]]);
  }
  // The variance within is then rounding error, and the ratio anything.
  if (!anyVaries) return missing("constantChains");
  const between = n * variance(means);
  return { value: Math.sqrt((between / within + n - 1) / n) };
}
