/** What a model implies for responses whose groups are not known: moments, and correlations within groups. */
import type { DrawSummary } from "../groups/DrawSummary.js";

/** A response over the effects of groups and its own law. */
export interface ImpliedResponse<Numbers> {
  /** Place in the table, from 0; null of the average row. */
  readonly row: number | null;
  readonly mean: Numbers;
  readonly variance: Numbers;
  /** The variance over what `dispersionOf` of the answer says: above 1 where groups add to it. */
  readonly dispersion: Numbers;
}

/** Two responses, by their places in `responses`; of the average row a response and another one with the same predictors. */
export interface ImpliedPair<Numbers> {
  readonly first: number;
  readonly second: number;
  /** Groups whose effects they share. */
  readonly groups: readonly string[];
  readonly covariance: Numbers;
  readonly correlation: Numbers;
}

export interface ResponsesOf<Numbers> {
  readonly response: string;
  readonly dispersionOf: string;
  readonly responses: readonly ImpliedResponse<Numbers>[];
  readonly pairs: readonly ImpliedPair<Numbers>[];
  readonly notes: readonly string[];
  readonly draws: { readonly of: number; readonly used: number };
}

export type ImpliedResponseDraws = ResponsesOf<Float64Array>;
export type ImpliedResponses = ResponsesOf<DrawSummary>;
