/** Statistics of the sampler, one number per draw. */
export interface SamplerStatistics {
  /** Mean Metropolis acceptance probability over the trajectory. */
  readonly acceptanceRate: Float64Array;
  readonly stepSize: Float64Array;
  readonly treeDepth: Float64Array;
  readonly numLeapfrog: Float64Array;
  /** 1 where the trajectory diverged. */
  readonly divergent: Float64Array;
  /** Hamiltonian at the chosen point. */
  readonly energy: Float64Array;
  /** Log density of the unconstrained position. */
  readonly logDensity: Float64Array;
}

/** What warmup came to in one chain. */
export interface WarmupReport {
  /** Iterations used. */
  readonly iterations: number;
  readonly stepSize: number;
  readonly inverseMetric: Float64Array;
  /** Gradient evaluations from the initial values to the end of warmup. */
  readonly gradients: number;
  readonly divergences: number;
}

/** The draws of one chain. */
export interface ChainDraws {
  /** Number of the chain, from 1. */
  readonly chain: number;
  /** Draws that arrived; fewer than asked when the chain was stopped. */
  readonly drawCount: number;
  /** (drawCount × names.length), row by row: constrained parameters and generated quantities. */
  readonly values: Float64Array;
  /** (drawCount × dimension), row by row: unconstrained positions. Empty for draws read from elsewhere. */
  readonly positions: Float64Array;
  readonly statistics: SamplerStatistics;
  /** Absent for draws read from elsewhere, or for a chain that was stopped before the end of warmup. */
  readonly warmup?: WarmupReport;
  /** Gradient evaluations after warmup. */
  readonly gradients: number;
  /** Points rejected because the density was not finite, with the first cause. */
  readonly rejected: { readonly count: number; readonly firstCause?: string };
}

/** Chain × draw × parameter, with sampler statistics. */
export interface Draws {
  readonly names: readonly string[];
  readonly chains: readonly ChainDraws[];
  /** Limit of the tree depth in force, 0 where unknown or without meaning. */
  readonly maxTreeDepth: number;
}
