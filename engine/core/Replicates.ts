/** Responses that a fitted model would give, beside the one that was observed. */

/**
 * What kind of number a response is, by which it is compared with its replicates. `count` are whole numbers from 0, `bounded` counts of
 * known trials, `positive` durations and sizes, `proportion` numbers between 0 and 1, `ordinal` and `nominal` categories numbered from 1.
 */
export type OutcomeKind =
  "continuous" | "positive" | "proportion" | "binary" | "bounded" | "count" | "ordinal" | "nominal";

/** A response with draws of its replicates. */
export interface Replicates {
  /** Name of the response. */
  readonly name: string;
  readonly outcome: OutcomeKind;
  readonly observed: Float64Array;
  /** Which draws these are, numbered from 0 through all chains one after another. */
  readonly draws: Int32Array;
  /** (draws × observations), draw by draw: one replicated response after another. NaN where a draw has none. */
  readonly values: Float64Array;
  /** Posterior mean of the expected response; of binary responses the probability of a success. */
  readonly expected?: Float64Array;
  /** Trials of `bounded`. */
  readonly trials?: Float64Array;
  /** How they were drawn, in clauses: `given the effects of herd`. */
  readonly notes?: readonly string[];
  /** Names of categories. */
  readonly categories?: readonly string[];
  /** 0 where the response is known, 1 where it is censored on the right. */
  readonly censored?: Int32Array;
  /** Weights of the observations, where they have any. */
  readonly weights?: Float64Array;
  /** Groupings of the observations. */
  readonly groups?: readonly {
    readonly name: string;
    readonly codes: Int32Array;
    readonly levels: readonly string[];
  }[];
}
