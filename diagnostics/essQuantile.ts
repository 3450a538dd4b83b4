/** Effective sample size of quantiles. */
import { finiteEss } from "./ess.js";
import { checkProbability, sortedQuantile } from "./quantile.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { splitPooled } from "./splitChains.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * ESS of the `p` quantile: that of the split indicator of x ≤ q_p (Vehtari et al. 2021). At p = 1, where the
 * indicator is constant, (S - 1/2)/S is used instead, as in R's `posterior`. NaN with the reason `constantTail` where
 * all draws lie on one side.
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if `p` is not in [0, 1] or the chains are not of one length.
 */
export function essQuantile(chains: readonly Float64Array[], p: number): Statistic {
  return essQuantileOf(sampleOf(chains), p);
}

/** ESS of the median, `essQuantile(chains, 0.5)`. */
export function essMedian(chains: readonly Float64Array[]): Statistic {
  return essQuantile(chains, 0.5);
}

/** {@link essQuantile} of prepared draws. */
export function essQuantileOf(sample: Sample, p: number): Statistic {
  checkProbability(p);
  if (sample.reason !== undefined) return missing(sample.reason);
  const count = sample.sorted.length;
  const edge = sortedQuantile(sample.sorted, p === 1 ? (count - 0.5) / count : p);
  const result = finiteEss(splitPooled(indicator(sample.pooled, edge), sample.draws));
  return result.reason === "constant" ? missing("constantTail") : result;
}

/** 1 where a value is at most `edge`, 0 elsewhere. */
function indicator(values: Float64Array, edge: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = values[i] <= edge ? 1 : 0;
  return result;
}
