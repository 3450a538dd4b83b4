/** What is wrong, why it matters and what to do; stays with the fit. */
export interface Warning {
  /** A stable word: `divergences`, `rhat`, `ess`, `ebfmi`, `max_treedepth`, `short_chain`, … */
  readonly cause: string;
  readonly variables: readonly string[];
  readonly text: string;
}
