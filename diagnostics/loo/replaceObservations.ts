/** Puts better numbers of single observations in the place of those of importance sampling. */
import type { Reason } from "../statistic.js";
import { assembleLoo, type Loo } from "./assembleLoo.js";

/** What is known better of one observation, as by moment matching or by a fit without it. */
export interface ReplacedObservation {
  /** Its place, from 0. */
  readonly observation: number;
  readonly elpd: number;
  /** Monte Carlo standard error of `elpd`. */
  readonly mcse: number;
  /** Pareto k of the weights used; 0 where the model was fitted without the observation. */
  readonly paretoK: number;
  /** Effective number of draws; as it was unless told. */
  readonly ess?: number;
}

/**
 * The record with some observations replaced, its sums and warnings made anew. What the observation is predicted like when it is not
 * left out stays, and so does `influence`.
 *
 * @throws RangeError for a place that is not in the record
 * @example replaceObservations(result, [{ observation: 4, elpd: -5.1, mcse: 0.02, paretoK: 0.4 }])
 */
export function replaceObservations(loo: Loo, replacements: readonly ReplacedObservation[]): Loo {
  const { chains, draws, threshold, labels, data, unit } = loo;
  const elpd = loo.pointwise.elpd.slice();
  const p = loo.pointwise.p.slice();
  const mcse = loo.pointwise.mcse.slice();
  const paretoK = loo.pointwise.paretoK.slice();
  const ess = loo.pointwise.ess.slice();
  const reasons = new Map<number, Reason>(loo.reasons);
  for (const given of replacements) {
    const place = given.observation;
    if (!(place in elpd)) throw new RangeError(`there is no observation ${place} of ${loo.observations}`);
    p[place] += elpd[place] - given.elpd;
    elpd[place] = given.elpd;
    mcse[place] = given.mcse;
    paretoK[place] = given.paretoK;
    ess[place] = given.ess ?? ess[place];
    reasons.delete(place);
  }
  return assembleLoo(
    { chains, draws, threshold, ...(labels && { labels }), ...(data !== undefined && { data }), ...(unit && { unit }) },
    { ...loo.pointwise, elpd, p, mcse, paretoK, ess },
    reasons,
  );
}
