/** How many independent draws a draw is worth for the average of a likelihood. */
import { exp } from "../../engine/math/exp.js";
import { finiteEss } from "../ess.js";
import { splitPooled } from "../splitChains.js";
import { mapStatistic, missing, type Statistic } from "../statistic.js";

/**
 * ESS of the mean of exp(log likelihood), divided by the number of draws, as in R's `loo`. Above 1 where draws swing from side to
 * side; NaN, `constant`, where the likelihood is the same in all draws.
 *
 * @param logLikelihood of one observation, chain after chain
 * @param drawsPerChain at least 12
 * @example relativeEfficiency(logLikelihood, 1000) // { value: 0.83… }
 */
export function relativeEfficiency(logLikelihood: Float64Array, drawsPerChain: number): Statistic {
  const count = logLikelihood.length;
  if (count === 0) return missing("noDraws");
  let largest = -Infinity;
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(logLikelihood[i])) return missing("nonfinite");
    largest = Math.max(largest, logLikelihood[i]);
  }
  const likelihood = new Float64Array(count);
  // An ESS does not change with the unit, and a likelihood of exp(-800) would be 0.
  for (let i = 0; i < count; i++) likelihood[i] = exp(logLikelihood[i] - largest);
  return mapStatistic(finiteEss(splitPooled(likelihood, drawsPerChain)), (ess) => ess / count);
}
