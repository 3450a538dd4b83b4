/** A model that draws its own parameters and data, by code that shares nothing with the package. */
import type { GlmmOptions } from "poolwise";
import type { Randomness } from "./randomness.js";

/** Values of parameters by the names that draws have. */
export type Values = (name: string) => number;

/** One draw of the parameters from their priors, and data given them. */
export interface Simulated {
  readonly truth: ReadonlyMap<string, number>;
  readonly response: Float64Array;
  /** Columns that follow from the data, as which rows are censored. */
  readonly columns?: ReadonlyMap<string, Float64Array>;
}

export interface SbcModel {
  readonly name: string;
  /** One, or one for each distributional parameter that has one. */
  readonly formula: string | readonly string[];
  readonly family: string;
  /** All of them, so that none depends on the data. */
  readonly priors: readonly string[];
  /** Trees, pedigrees and matrices that the formula calls by name. */
  readonly structures?: NonNullable<GlmmOptions["structures"]>;
  /** Shares of variance: their 90 % intervals must cover the truth as often as they say, and they are ranked. */
  readonly shares?: ReadonlyMap<string, (values: Values) => number>;
  /**
   * How replications are fitted: by one compiled program that is handed the data of each, the default; each from nothing; or by
   * one program without any optimisation.
   */
  readonly fitted?: "updated" | "afresh" | "plainly";
  /** Everything but the response, which is called y; the same in every replication. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** @param wider multiplies standard deviations of groups as they are simulated: 1 unless a control is meant to fail. */
  simulate(random: Randomness, wider?: number): Simulated;
  /** Density of the data but for factors that no parameter is in. */
  logLikelihood(values: Values, response: Float64Array, columns?: Simulated["columns"]): number;
  /**
   * Whether the package can take these data for what the formula means; of others parameters and data are drawn anew, both. Since that is
   * decided by the data alone, the posterior given data that are taken is what it was, and ranks stay uniform.
   */
  isTaken?(response: Float64Array): boolean;
}
