/** Effective sample size in the bulk of the distribution. */
import { finiteEss } from "./ess.js";
import { sampleOf } from "./sample.js";
import { bulkScores } from "./splitScores.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * ESS of the normal scores of the split draws: how well the location is known, whether or not the distribution has a
 * mean (Vehtari et al. 2021). At least 100 per chain is asked for.
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if the chains are not of one length.
 */
export function essBulk(chains: readonly Float64Array[]): Statistic {
  const sample = sampleOf(chains);
  return sample.reason !== undefined ? missing(sample.reason) : finiteEss(bulkScores(sample));
}
