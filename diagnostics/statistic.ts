/** A statistic of draws, with the reason when it cannot be computed. */

/**
 * Why a statistic is NaN.
 *
 * - `noDraws`: there are no draws at all.
 * - `nonfinite`: some draw is NaN or infinite.
 * - `constant`: all draws are equal.
 * - `constantChains`: every chain stays at one value of its own, so there is no variation within chains.
 * - `constantTail`: all draws lie on one side of the 5 % or the 95 % quantile (ties at the edge of a discrete quantity).
 * - `equalTail`: values of the tail that something is fitted to are equal.
 * - `oneOutcome`: an event happened in every draw or in none, so that its Monte Carlo error cannot be told.
 * - `unevenGroups`: chains are not put together in groups of one size.
 * - `tooShort`: too few draws per chain; chains are split in halves, and a half needs 2 draws for R-hat, 6 for an ESS.
 * - `oneChain`: chains are compared with one another, and there is one.
 * - `notRecorded`: the sampler did not record what is needed.
 * - `noEnergy`: the sampler works without an energy.
 * - `leftOut`: the chain has too few draws to be used beside the others.
 */
export type Reason =
  | "noDraws"
  | "nonfinite"
  | "constant"
  | "constantChains"
  | "constantTail"
  | "equalTail"
  | "oneOutcome"
  | "unevenGroups"
  | "tooShort"
  | "oneChain"
  | "notRecorded"
  | "noEnergy"
  | "leftOut";

/** A number, or NaN with the reason why it cannot be computed. */
export interface Statistic {
  readonly value: number;
  /** Present exactly when `value` is NaN. */
  readonly reason?: Reason;
}

/** The statistic that could not be computed. */
export function missing(reason: Reason): Statistic {
  return { value: NaN, reason };
}

/** Passes a statistic on through a function of numbers; NaN keeps its reason. */
export function mapStatistic(statistic: Statistic, f: (value: number) => number): Statistic {
  return statistic.reason === undefined ? { value: f(statistic.value) } : statistic;
}

const sentences: Readonly<Record<Reason, string>> = {
  noDraws: "there are no draws",
  nonfinite: "some draws are NaN or infinite",
  constant: "all draws are equal",
  constantChains: "every chain stays at one value of its own",
  constantTail: "no draw lies beyond the 5 % or the 95 % quantile",
  equalTail: "draws in the tail are equal",
  oneOutcome: "it is so in every draw or in none",
  unevenGroups: "groups of chains are not of one size",
  tooShort: "the chains are too short",
  oneChain: "there is only one chain",
  notRecorded: "the sampler did not record it",
  noEnergy: "the sampler works without an energy",
  leftOut: "the chain has too few draws to be used",
};

/** A reason in words, to follow "because". */
export function describeReason(reason: Reason): string {
  return sentences[reason];
}
