/** Choices of a fit and their defaults. */
import type { MissingPolicy } from "../engine/data/missing.js";
import type { DrawBlock } from "../samplers/drawBlock.js";
import type { SamplerOptions } from "../samplers/options.js";
import type { OptimisationName } from "./optimisations.js";
import type { ChainProgress } from "./platform/Platform.js";

/** Every choice may be left out. */
export interface FitOptions {
  /** Chains, each with a stream of random numbers of its own; 4 by default. */
  readonly chains?: number | undefined;
  /** Warmup iterations per chain at most; 1000 by default. */
  readonly warmup?: number | undefined;
  /** Draws kept per chain; 1000 by default. */
  readonly draws?: number | undefined;
  /** A whole number, as a number or in decimal digits; without it one is drawn, and kept in the posterior. */
  readonly seed?: number | string | undefined;
  /** Acceptance that the step size is tuned to; 0.8 by default. */
  readonly adaptDelta?: number | undefined;
  /** Doublings of a trajectory at most; 10 by default. */
  readonly maxTreeDepth?: number | undefined;
  /** What the metric is estimated from: draws, or draws and gradients; see docs/adaptation.md for which is the default when. */
  readonly metric?: "variance" | "gradient" | undefined;
  /** Warmup ends before its limit once it has settled; by default where the coordinates of the model are fitted. */
  readonly stopWarmupEarly?: boolean | undefined;
  /** By default "independence" for a GLMM whose posterior has one or two dimensions, "nuts" for others; see docs/samplers.md. */
  readonly algorithm?: SamplerOptions["algorithm"] | undefined;
  /** Chains that run at once, 0 for the calling thread; by default as many as there are processors for. */
  readonly workers?: number | undefined;
  /** What makes a fit fast, of compiler, geometry and sampler: "all", "none" or a list; the posterior is the same. */
  readonly optimise?: "all" | "none" | readonly OptimisationName[] | undefined;
  /** What to do about missing cells in used columns; "stop" by default. */
  readonly na?: MissingPolicy | undefined;
  /** Bytes that the fit may need; half of main memory by default. */
  readonly maxMemory?: number | undefined;
  /** Aborting stops the chains; the posterior holds what they had drawn. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ChainProgress) => void) | undefined;
  /** Handed draws as they arrive, at least every quarter of a second, with the names of their variables; see `DrawBlock`. */
  readonly onDraws?: ((block: DrawBlock, names: readonly string[]) => void) | undefined;
}
