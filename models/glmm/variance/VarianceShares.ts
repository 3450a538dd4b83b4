/** Variances of a fit and their shares, as draws and in a few numbers. */
import type { DrawSummary } from "../groups/DrawSummary.js";

/**
 * `term`: a group; `sum`: all terms of a grouping that has several; `fixed`: population-level effects; `sampling`: known standard
 * errors; `residual`: what is left given all of these.
 */
export type ShareKind = "term" | "sum" | "fixed" | "sampling" | "residual";

/** One part of the variance. Numbers that do not exist are NaN, and `reason` says why. */
export interface VarianceShareOf<Numbers> {
  readonly kind: ShareKind;
  /** As in names of draws; of a sum the grouping; null for what is no group. */
  readonly group: string | null;
  /** What the share is called: heritability, phylogenetic signal, repeatability, overdispersion, … */
  readonly called: string;
  readonly levels?: number;
  /** On the latent scale, that of the link. */
  readonly variance: Numbers;
  readonly latent: Numbers;
  /** Whether the part is all there is on the latent scale, so that its latent share is 1 whatever the data; `reason` says so. */
  readonly whole?: true;
  /**
   * On the scale of a liability, where a binary response is 1 beyond a threshold: the link's own variance is in the denominator. Only
   * of bernoulli and binomial responses with logit, probit or cloglog.
   */
  readonly liability?: Numbers;
  /** Of the responses themselves. */
  readonly data: { readonly additive: Numbers; readonly icc: Numbers };
  readonly reason?: string;
}

/** What the numbers mean, as sentences for a report. */
export interface VarianceShareDefinitions {
  readonly variance: string;
  readonly latent: string;
  /** Where there is such a scale. */
  readonly liability?: string;
  readonly additive: string;
  readonly icc: string;
}

interface SharesOf<Numbers> {
  readonly definitions: VarianceShareDefinitions;
  /** What a person should know of these numbers besides. */
  readonly notes: readonly string[];
  /** Whether the data scale is the latent one, as for gaussian responses with identity link. */
  readonly oneScale: boolean;
  /** Draws used. */
  readonly draws: { readonly latent: number; readonly data: number };
  /** Mean and variance of a response, the denominator of the data scale. */
  readonly response: { readonly mean: Numbers; readonly variance: Numbers };
  readonly rows: readonly VarianceShareOf<Numbers>[];
}

export type VarianceShareDraws = SharesOf<Float64Array>;
export type VarianceShareRow = VarianceShareOf<DrawSummary>;
export type VarianceShares = SharesOf<DrawSummary>;
