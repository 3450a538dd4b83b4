/** The probability of an event, with its Monte Carlo error. */
import { essMean } from "./essMean.js";
import { mean } from "./moments.js";
import { mapStatistic, missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/** A share of draws, and how far it may be from the probability. */
export interface Probability extends Statistic {
  /**
   * Standard error, √(p (1 - p)/ESS) by the ESS of the event itself. NaN with the reason `oneOutcome` where the event happened
   * in all draws or in none: then the probability is near 1 or 0, and by how much the draws cannot tell.
   */
  readonly mcse: Statistic;
}

/**
 * The share of draws in which something is so. Infinite draws count as what they are; NaN gives NaN with the reason
 * `nonfinite`.
 *
 * @param chains equal lengths, at least 12 draws each for the error
 * @throws RangeError if the chains are not of one length.
 * @example probabilityOf([effect], (x) => x > 0.2) // { value: 0.93, mcse: { value: 0.006 } }
 */
export function probabilityOf(chains: readonly Float64Array[], event: (draw: number) => boolean): Probability {
  if (chains.some((chain) => chain.some((x) => x !== x))) {
    return { ...missing("nonfinite"), mcse: missing("nonfinite") };
  }
  return probabilityOfIndicator(chains.map((chain) => chain.map((x) => (event(x) ? 1 : 0))));
}

/**
 * {@link probabilityOf} an event that has been found in each draw already, as of several variables: 1 where it is so, 0 elsewhere.
 *
 * @throws RangeError if the chains are not of one length.
 */
export function probabilityOfIndicator(indicator: readonly Float64Array[]): Probability {
  const count = indicator.reduce((sum, chain) => sum + chain.length, 0);
  if (count === 0) return { ...missing("noDraws"), mcse: missing("noDraws") };
  const value = indicator.reduce((sum, chain) => sum + chain.length * mean(chain), 0) / count;
  if (value === 0 || value === 1) return { value, mcse: missing("oneOutcome") };
  return { value, mcse: mapStatistic(essMean(indicator), (size) => Math.sqrt((value * (1 - value)) / size)) };
}
