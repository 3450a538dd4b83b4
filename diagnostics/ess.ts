/** Effective sample size: how many independent draws would give the same Monte Carlo error. */
import { log } from "../engine/math/log.js";
import { meanAutocovariance } from "./autocovariance.js";
import { hasNonfinite, isConstant, meansOf, variance } from "./moments.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

const ln10 = 2.302585092994046;

/** Fewest draws per (split) chain: below it no pair of autocorrelations can be looked at. */
const fewest = 6;

/**
 * Effective sample size of the mean of the given chains, taken as they are: neither split nor ranked. Most callers want
 * {@link essMean}, `essBulk` or `essTail`.
 *
 * Autocorrelations combine within- and between-chain variance, ρ_t = 1 - (W - a_t)/var⁺; their sum is cut
 * by Geyer's initial positive and monotone sequences of pairs (Vehtari et al. 2021, section 3.2; figures equal those of
 * R's `posterior`). Capped at S log10(S) for chains that swing from side to side. Chains of fewer than 6 draws give
 * NaN where `posterior` gives S/2, an accident of its loop.
 *
 * @param chains equal lengths
 */
export function ess(chains: readonly Float64Array[]): Statistic {
  const n = chains.length === 0 ? 0 : chains[0].length;
  if (n === 0) return missing("noDraws");
  return hasNonfinite(chains) ? missing("nonfinite") : finiteEss(chains);
}

/** {@link ess} of chains known to be finite. */
export function finiteEss(chains: readonly Float64Array[]): Statistic {
  const n = chains[0].length;
  const means = meansOf(chains);
  const autocovariance = meanAutocovariance(chains, means);
  const biased = autocovariance(0);
  const total = chains.length > 1 ? biased + variance(means) : biased;
  // Only a variance that may be rounding error is worth the closer look.
  if (!(total > 1e-25 * means[0] * means[0]) && isConstant(chains)) return missing("constant");
  if (n < fewest) return missing("tooShort");
  const within = (biased * n) / (n - 1);
  const tau = integratedTime(n, (t) => 1 - (within - autocovariance(t)) / total);
  const count = n * chains.length;
  return { value: count / Math.max(tau, ln10 / log(count)) };
}

/** τ = 1 + 2 Σ ρ_t, over Geyer's initial monotone sequence; `rhoAt` gives ρ_t for 0 < t < n. */
function integratedTime(n: number, rhoAt: (t: number) => number): number {
  const rho = new Float64Array(n + 1);
  let even = 1;
  let odd = rhoAt(1);
  rho[0] = even;
  rho[1] = odd;
  let last = 0;
  // Initial positive sequence: pairs ρ_2k + ρ_2k+1 until their sum is not positive.
  while (last < n - 5 && even + odd > 0) {
    last += 2;
    even = rhoAt(last);
    odd = rhoAt(last + 1);
    if (even + odd >= 0) {
      rho[last] = even;
      rho[last + 1] = odd;
    }
  }
  // Improves the estimate for antithetic chains.
  if (even > 0) rho[last] = even;
  // Initial monotone sequence: no pair's sum exceeds the one before.
  for (let t = 2; t <= last - 2; t += 2) {
    const before = rho[t - 2] + rho[t - 1];
    if (rho[t] + rho[t + 1] > before) {
      rho[t] = before / 2;
      rho[t + 1] = before / 2;
    }
  }
  let sum = 0;
  for (let t = 0; t < last; t++) sum += rho[t];
  return -1 + 2 * sum + rho[last];
}
