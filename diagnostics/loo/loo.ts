/** Leave-one-out cross-validation by Pareto-smoothed importance sampling. */
import type { Pointwise } from "../../engine/core/Pointwise.js";
import type { Reason } from "../statistic.js";
import { leaveOut } from "./leaveOut.js";
import { assembleLoo, looThreshold, type Loo, type LooPointwise } from "./assembleLoo.js";
import { psis } from "./psis.js";
import { relativeEfficiency } from "./relativeEfficiency.js";

/** How observations are left out. */
export interface LooOptions {
  /**
   * Independent draws that a draw is worth: estimated by observation unless told; 1 for independent draws; or one number for each
   * observation.
   */
  readonly relativeEfficiency?: number | Float64Array;
  /** Pareto k above which an observation is not reliable; min(1 - 1/log10(draws), 0.7) unless told. */
  readonly threshold?: number;
  /** A fingerprint of the responses: `looCompare` refuses models whose fingerprints differ. */
  readonly data?: string;
  /** What an observation is, one and several, where it is not a single observation. */
  readonly unit?: readonly [one: string, several: string];
}

/**
 * Expected log predictive density of each observation given all others, from the draws of one fit with all of them (Vehtari,
 * Gelman and Gabry 2017, Statistics and Computing 27:1413). Figures equal those of R's `loo` 2.10: the smoothed tail has
 * ceil(min(S/5, 3 √(S/r))) draws, standard errors have the denominator n - 1 (ArviZ: n), and r is the ESS of the mean of the
 * likelihood over S. Where r cannot be estimated, as for a likelihood that is the same in all draws, it is taken as 1.
 *
 * An observation with a likelihood that is NaN or 0 in some draw has NaN with the reason `nonfinite`, and so have the sums. One with a
 * constant likelihood is left out exactly, and its Pareto k is NaN with the reason `equalTail`.
 *
 * Columns are read one at a time: memory is needed for one column and the results alone.
 *
 * @param logLikelihood draws × observations
 * @throws RangeError if a column has another length than chains × draws
 * @example
 * const { elpd, unreliable, warnings } = loo(pointwise);
 * console.log(`${elpd.value} ± ${elpd.se}`);
 */
export function loo(logLikelihood: Pointwise, options: LooOptions = {}): Loo {
  const { chains, drawsPerChain, count, labels } = logLikelihood;
  const draws = chains * drawsPerChain;
  const pointwise = emptyPointwise(count);
  const reasons = new Map<number, Reason>();
  let place = 0;
  for (const column of logLikelihood.columns()) {
    if (column.length !== draws) {
      throw new RangeError(
        `a column of ${draws} log likelihoods is needed, observation ${place + 1} has ${column.length}`,
      );
    }
    const efficiency = efficiencyOf(column, drawsPerChain, place, options);
    const reason = leaveOutOne(column, efficiency, pointwise, place);
    if (reason !== undefined) reasons.set(place, reason);
    place++;
  }
  if (place !== count) throw new RangeError(`${count} observations are needed, there are ${place}`);
  const { threshold = looThreshold(draws), data, unit } = options;
  return assembleLoo(
    { chains, draws, threshold, ...(labels && { labels }), ...(data !== undefined && { data }), ...(unit && { unit }) },
    pointwise,
    reasons,
  );
}

/** Writes what one observation gives; returns why some of it is NaN. */
function leaveOutOne(
  column: Float64Array,
  efficiency: number,
  pointwise: LooPointwise,
  place: number,
): Reason | undefined {
  const { logWeights, paretoK } = psis(negated(column), { relativeEfficiency: efficiency });
  pointwise.paretoK[place] = pointwise.influence[place] = paretoK.value;
  pointwise.relativeEfficiency[place] = efficiency;
  const { elpd, p, mcse, ess } = leaveOut(column, logWeights, efficiency);
  pointwise.elpd[place] = elpd;
  pointwise.p[place] = p;
  pointwise.mcse[place] = mcse;
  pointwise.ess[place] = ess;
  return paretoK.reason;
}

function efficiencyOf(column: Float64Array, drawsPerChain: number, place: number, options: LooOptions): number {
  const given = options.relativeEfficiency;
  if (given !== undefined) return typeof given === "number" ? given : given[place];
  const { value } = relativeEfficiency(column, drawsPerChain);
  return Number.isNaN(value) ? 1 : value;
}

function emptyPointwise(count: number): LooPointwise {
  const column = () => new Float64Array(count);
  return {
    elpd: column(),
    p: column(),
    mcse: column(),
    paretoK: column(),
    influence: column(),
    relativeEfficiency: column(),
    ess: column(),
  };
}

function negated(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = -values[i];
  return result;
}
