/** What is known of an analysis that guidelines for reporting ask for: each part in words, with the section that shows it. */

/** A part that is known. */
export interface Told {
  readonly text: string;
  /** Id of the section of the page that shows it. */
  readonly section?: string;
  /** Title of that section, as a link to it reads; "Here" unless told. */
  readonly title?: string;
}

/** Parts that are not known are left out: the author must say them. */
export interface Account {
  /** Where data came from is not known, but which data they were may be. */
  readonly data?: Told;
  readonly model?: Told;
  readonly priors?: Told;
  readonly priorPredictive?: Told;
  readonly software?: Told;
  readonly chains?: Told;
  /** R-hat of every variable. */
  readonly convergence?: Told;
  /** What more draws changed, from the first half of the draws to all of them. */
  readonly doubling?: Told;
  /** Effective sample size of every variable. */
  readonly sampleSizes?: Told;
  readonly autocorrelation?: Told;
  readonly posteriorPredictive?: Told;
  readonly centre?: Told;
  readonly spread?: Told;
  /** Shapes of posterior densities. */
  readonly shapes?: Told;
  /** Regions of practical equivalence and the probabilities of decisions. */
  readonly regions?: Told;
  readonly comparison?: Told;
  /** How results change as priors and likelihood change. */
  readonly sensitivity?: Told;
  readonly seed?: Told;
  readonly files?: Told;
}
