/** A row of a published table of heterogeneity priors. */

export interface PublishedOutcome {
  /** Type of outcome, as published. */
  readonly name: string;
  /** Other words by which it is found. */
  readonly aliases?: string;
  /** Location and scale of the law of ln τ², by type of comparison. */
  readonly laws: readonly (readonly [location: number, scale: number])[];
}

/** Types of comparison, as published. */
export const comparisonTypes = [
  "Pharma vs. Placebo/control",
  "Pharma vs. Pharma",
  "Non-pharma vs. Placebo/control",
  "Non-pharma vs. Pharma",
  "Non-pharma vs. Non-pharma",
] as const;
