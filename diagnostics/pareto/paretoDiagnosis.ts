/** What the tails of a variable say of its mean. */
import { mapStatistic } from "../statistic.js";
import type { Statistic } from "../statistic.js";
import { paretoConvergenceRate } from "./paretoConvergenceRate.js";
import { paretoK } from "./paretoK.js";
import type { ParetoOptions } from "./paretoK.js";
import { paretoKThreshold } from "./paretoKThreshold.js";
import { paretoMinimumDraws } from "./paretoMinimumDraws.js";

/** Pareto k with what follows from it. */
export interface ParetoDiagnosis {
  readonly k: Statistic;
  /** Independent draws that the mean needs; Infinity where it does not exist. */
  readonly minimumDraws: Statistic;
  /** The k up to which the draws there are suffice. */
  readonly threshold: number;
  /** How fast the mean converges, as a share of the usual speed. */
  readonly convergenceRate: Statistic;
}

/**
 * Pareto k of the draws, the draws needed, and the speed of convergence, called pareto_diags in R's `posterior`.
 *
 * @throws RangeError if the chains are not of one length.
 * @example paretoDiagnosis(chains).minimumDraws // { value: 17.06 }
 */
export function paretoDiagnosis(chains: readonly Float64Array[], options: ParetoOptions = {}): ParetoDiagnosis {
  const draws = chains.reduce((sum, chain) => sum + chain.length, 0);
  const k = paretoK(chains, options);
  return {
    k,
    minimumDraws: mapStatistic(k, paretoMinimumDraws),
    threshold: paretoKThreshold(draws),
    convergenceRate: mapStatistic(k, (shape) => paretoConvergenceRate(shape, draws)),
  };
}
