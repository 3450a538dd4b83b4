/** Effective sample size of a small probability interval. */
import { finiteEss } from "./ess.js";
import { checkProbability, sortedQuantile } from "./quantile.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { splitPooled } from "./splitChains.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * ESS of the share of draws between the quantiles `from` and `to`: that of the split indicator of q_from ≤ x ≤ q_to (Vehtari et
 * al. 2021, section 4). Drawn over the range in steps it shows where chains have been too seldom. NaN with the reason
 * `constantTail` where ties leave no draw outside.
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if `from` and `to` are not probabilities in ascending order or the chains are not of one length.
 * @example essLocal(chains, 0, 0.05).value // draws that the lowest twentieth is worth
 */
export function essLocal(chains: readonly Float64Array[], from: number, to: number): Statistic {
  return essLocalOf(sampleOf(chains), from, to);
}

/** {@link essLocal} of prepared draws. */
export function essLocalOf(sample: Sample, from: number, to: number): Statistic {
  checkProbability(from);
  checkProbability(to);
  if (!(from < to)) throw new RangeError(`ascending probabilities are needed, got ${from} and ${to}`);
  if (sample.reason !== undefined) return missing(sample.reason);
  const low = sortedQuantile(sample.sorted, from);
  const high = sortedQuantile(sample.sorted, to);
  const inside = sample.pooled.map((x) => (low <= x && x <= high ? 1 : 0));
  const result = finiteEss(splitPooled(inside, sample.draws));
  return result.reason === "constant" ? missing("constantTail") : result;
}
