/** One number for each draw and observation, read observation by observation, so that it need not fit into memory. */
export interface Pointwise {
  /** Chains of equal length. */
  readonly chains: number;
  /** Draws of each chain. */
  readonly drawsPerChain: number;
  /** Number of observations. */
  readonly count: number;
  /** What an observation is called, `row 3` or `study 12`; where it is left out, it has its number only. */
  readonly labels?: readonly string[];
  /**
   * The columns in order, each of `chains × drawsPerChain` numbers, chain after chain. The same memory may be used for the next column:
   * copy what is to be kept. Each call starts anew and gives the same numbers.
   */
  columns(): Iterable<Float64Array>;
}
