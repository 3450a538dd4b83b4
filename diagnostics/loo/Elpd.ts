/** Expected log predictive densities of left-out observations: the record that all ways of leaving out come to. */
import type { Warning } from "../../engine/core/Warning.js";
import { describeReason, type Reason } from "../statistic.js";

/**
 * Why a number of this folder is NaN, beside the reasons of other statistics.
 *
 * - `highParetoK`: the importance weights of some observation are too uneven for an error of their average to be told.
 * - `oneObservation`: a standard error compares observations, and there is one.
 * - `equalModels`: both models predict every observation equally well.
 * - `notKnown`: the method does not tell it.
 */
export type ElpdReason = Reason | "highParetoK" | "oneObservation" | "equalModels" | "notKnown";

/** A sum over observations with its standard error, √n times the standard deviation (n - 1) of what the observations give. */
export interface Estimate {
  readonly value: number;
  readonly se: number;
  /** Present where `value` or `se` is NaN. */
  readonly reason?: ElpdReason;
}

/** A number, or NaN with the reason why it cannot be told. */
export interface ElpdStatistic {
  readonly value: number;
  readonly reason?: ElpdReason;
}

/** What each observation gives to the sums, in their order. */
export interface ElpdPointwise {
  /** Log predictive density of the observation, left out. */
  readonly elpd: Float64Array;
  /** Log predictive density of the same observation when it is not left out, minus `elpd`. */
  readonly p: Float64Array;
  /** Monte Carlo standard error of `elpd`. */
  readonly mcse: Float64Array;
}

/** How well a model predicts observations that it has not seen. */
export interface Elpd {
  /** How observations were left out. */
  readonly method: "loo" | "waic" | "kfold";
  readonly observations: number;
  /** What an observation is, one and several, where it is no single observation: `level of herd`, `levels of herd`. */
  readonly unit?: readonly [one: string, several: string];
  /** What the observations are called; where it is left out, they have numbers only. */
  readonly labels?: readonly string[];
  /** A fingerprint of the responses, so that models of different data are not compared. */
  readonly data?: string;
  /** Expected log pointwise predictive density; the higher the better. */
  readonly elpd: Estimate;
  /** Effective number of parameters: how much worse an observation is predicted when it is left out, summed. */
  readonly p: Estimate;
  /** -2 elpd: LOOIC, WAIC. */
  readonly ic: Estimate;
  /** Monte Carlo standard error of elpd. */
  readonly mcse: ElpdStatistic;
  readonly pointwise: ElpdPointwise;
  /** Why numbers of an observation are NaN, by its place. */
  readonly reasons: ReadonlyMap<number, Reason>;
  readonly warnings: readonly Warning[];
}

const sentences: Readonly<Record<Exclude<ElpdReason, Reason>, string>> = {
  highParetoK: "some importance weights are too uneven",
  oneObservation: "there is only one observation",
  equalModels: "both models predict every observation equally well",
  notKnown: "the method does not tell it",
};

/** A reason in words, to follow "because". */
export function describeElpdReason(reason: ElpdReason): string {
  return reason in sentences ? sentences[reason as keyof typeof sentences] : describeReason(reason as Reason);
}

/**
 * So many observations in the words of the record.
 *
 * @example countOf(12, ["level of site", "levels of site"]) // "12 levels of site"
 */
export function countOf(count: number, unit: Elpd["unit"] = observationUnit): string {
  return `${count} ${unit[count === 1 ? 0 : 1]}`;
}

/** What an observation is unless told. */
export const observationUnit = ["observation", "observations"] as const;

/** What an observation is called: its label, or `observation 3`, counted from 1. */
export function labelOf(labels: readonly string[] | undefined, index: number): string {
  return labels?.[index] ?? `observation ${index + 1}`;
}
