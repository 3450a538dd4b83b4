/** Population-averaged effects beside conditional ones, as draws and in a few numbers. */
import type { DrawSummary } from "../groups/DrawSummary.js";

/** The two questions: of a unit whose effects of groups are 0, and of the population of groups. */
export interface Sides<Numbers> {
  readonly conditional: Numbers;
  readonly averaged: Numbers;
}

/** A coefficient of the mean, on the scale of the link. */
export interface MarginalCoefficient<Numbers> extends Sides<Numbers> {
  /** As in draws, `b_x`; `x (whole mean)` where the mean depends on more than mu, so that it is another number. See `wholeMean`. */
  readonly name: string;
  /** Averaged over conditional: below 1 where averaging draws effects towards 0. Absent of the intercept. */
  readonly ratio?: Numbers;
  /** e to both, where that is a ratio of odds, means or hazards; see `exponentials` of the answer. Absent of the intercept. */
  readonly exponential?: Sides<Numbers>;
}

/** Means of the rows with a variable at one value and at another. */
export interface Contrasted<Numbers> {
  readonly from: Numbers;
  readonly to: Numbers;
  /** to − from. */
  readonly difference: Numbers;
  /** to/from, where means are positive. */
  readonly ratio?: Numbers;
  /** Where means are probabilities. */
  readonly oddsRatio?: Numbers;
}

export interface MarginalContrast<Numbers> extends Sides<Contrasted<Numbers>> {
  readonly variable: string;
  /** In words: a level, a number, `observed` and `observed + 1`. */
  readonly from: string;
  readonly to: string;
}

export interface MarginalOf<Numbers> {
  /** Link on whose scale the coefficients are. */
  readonly link: string;
  /** What e to a coefficient is: `odds ratio`, `ratio of means`, `hazard ratio`. */
  readonly exponentials?: string;
  /** What rows named `(whole mean)` are, a sentence or two; absent where there are none. */
  readonly wholeMean?: string;
  /** What a mean is: `mean`, or `probability`, whose differences are told in percentage points. */
  readonly scale: "mean" | "probability";
  /** Names of the response and what is averaged over. */
  readonly response: string;
  readonly groups: readonly string[];
  readonly rows: number;
  readonly coefficients: readonly MarginalCoefficient<Numbers>[];
  readonly contrasts: readonly MarginalContrast<Numbers>[];
  /** What a reader should know besides, a sentence each. */
  readonly notes: readonly string[];
  /** Draws used. */
  readonly draws: { readonly of: number; readonly coefficients: number; readonly contrasts: number };
}

export type MarginalDraws = MarginalOf<Float64Array>;
export type Marginal = MarginalOf<DrawSummary>;
