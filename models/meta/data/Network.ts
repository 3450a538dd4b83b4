/** A network of trials as it was read from a table: who compared which treatments, and what was observed. */
import type { Warning } from "../../../engine/core/Warning.js";
import type { LikelihoodName } from "../likelihoods/Likelihood.js";

/** What was observed of one arm; which kind it is follows from the likelihood. */
export type ArmOutcome =
  | {
      readonly kind: "events";
      readonly events: number;
      readonly total: number;
      /** Follow-up of the arm, in units of time; 1 where none was given. */
      readonly time: number;
    }
  | { readonly kind: "rate"; readonly events: number; readonly exposure: number }
  | { readonly kind: "mean"; readonly mean: number; readonly se: number }
  | {
      readonly kind: "categories";
      /** People by category, the lowest first; NaN for a category that the study does not tell from the one below it. */
      readonly counts: readonly number[];
    };

export interface Arm {
  /** Place in the network's treatments. */
  readonly treatment: number;
  /** Row of the table, from 0, that the arm stands in. */
  readonly row: number;
  /** Absent for arms of a study that is known by its contrasts. */
  readonly outcome?: ArmOutcome;
  /** People in the arm, where the table tells. */
  readonly participants?: number;
}

/** Differences from the study's baseline arm. */
export interface Contrasts {
  /** By arm, from the second. */
  readonly differences: Float64Array;
  /** Their covariance, row by row. */
  readonly covariance: Float64Array;
}

export interface Study {
  readonly name: string;
  /** In the order of the network's treatments; the first is the baseline arm. */
  readonly arms: readonly Arm[];
  /** Of a study that is known by differences between its arms. */
  readonly contrasts?: Contrasts;
}

/** A study-level covariate as one column of numbers: its own, or one level of a factor against the first. */
export interface Covariate {
  /** `latitude`, or `region: north`. */
  readonly name: string;
  /** By study. */
  readonly values: Float64Array;
  /** Of a factor: its column, the level that this stands for, and the first level, which has no covariate. */
  readonly level?: { readonly column: string; readonly name: string; readonly base: string };
  /** Mean over studies, at which it is centred. */
  readonly centre: number;
}

/** What the exponential of effects is, where means or differences are logarithms. */
export interface NetworkRatio {
  /** `hazard ratio`. */
  readonly name: string;
  /** The column of differences whose name says so, where nobody did. */
  readonly column?: string;
}

export interface Network {
  readonly likelihood: LikelihoodName;
  /** The reference first. */
  readonly treatments: readonly string[];
  /** In the order in which the table first names them. */
  readonly studies: readonly Study[];
  readonly covariates: readonly Covariate[];
  /** Of `normal-identity`; absent where effects are differences of means, or of what is not known. */
  readonly ratio?: NetworkRatio;
  /** Spread of the outcome, by which default priors on an identity scale are scaled; 1 on other scales, of ratios and of standardised means. */
  readonly unit: number;
  /** What was assumed in reading the table. */
  readonly warnings?: readonly Warning[];
}
