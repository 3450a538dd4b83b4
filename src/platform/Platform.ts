/** What a fit needs of the machine it runs on; handed to it, so that the pipeline itself knows no machine. */
import type { ModelArtifact } from "../../engine/core/CompiledModel.js";
import type { ChainDraws } from "../../engine/core/Draws.js";
import type { DrawBlock } from "../../samplers/drawBlock.js";
import type { SamplerOptions } from "../../samplers/options.js";

/** Where a chain is: `iteration` of `of` in its phase. */
export interface ChainProgress {
  /** Number of the chain, from 1. */
  readonly chain: number;
  readonly phase: "warmup" | "sampling" | "finished";
  /** Iterations done in this phase. */
  readonly iteration: number;
  /** Iterations planned in this phase. */
  readonly of: number;
  /** Divergent transitions since the end of warmup. */
  readonly divergences: number;
  /** Step size of the last transition; NaN before the first one, and for a sampler without steps. */
  readonly stepSize: number;
  /** Seconds since the phase began. */
  readonly seconds: number;
}

/** What the chains of one fit have in common. */
export interface ChainsJob {
  readonly artifact: ModelArtifact;
  /** Chains 1 to `chains` are run. */
  readonly chains: number;
  readonly options: SamplerOptions;
  /** Aborting stops the chains; what has arrived is kept. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ChainProgress) => void) | undefined;
  /** Handed every block of draws as it arrives. */
  readonly onDraws?: ((block: DrawBlock) => void) | undefined;
}

/** Seconds of wall time a chain took. */
export interface ChainSeconds {
  /** From before its initial values to the end of warmup. */
  readonly warmup: number;
  readonly sampling: number;
}

/** A chain as it came back. */
export interface FinishedChain {
  readonly draws: ChainDraws;
  readonly seconds: ChainSeconds;
}

/** Workers that have been started and wait for a model. */
export interface ChainRunner {
  /**
   * Runs every chain of a job and returns them by number; chains stopped by `signal` come back short.
   * The draws depend on the seed and the number of the chain alone.
   * Throws what went wrong in a chain, a UserError where it was one; the others are then stopped.
   */
  run(job: ChainsJob): Promise<readonly FinishedChain[]>;
  /** Ends the workers. */
  close(): Promise<void>;
}

/** The machine. */
export interface Platform {
  /** Seconds of wall time since some origin. */
  now(): number;
  /** Seconds of processor time used by the process, all threads together. */
  cpu(): number;
  /** Workers that may run at once, 0 where none can be started. */
  readonly cores: number;
  /** Bytes of main memory. */
  readonly memoryBytes: number;
  /** SHA-256 of the parts one after another, in hexadecimal. */
  sha256(parts: Iterable<Uint8Array>): Promise<string>;
  /** A fresh seed, as a decimal string. */
  freshSeed(): string;
  /** Versions of this package and of what it runs on. */
  versions(): Promise<Readonly<Record<string, string>>>;
  /** Starts `workers` workers, which get ready while the model is compiled; with 0 the calling thread does the work. */
  startRunner(workers: number): ChainRunner;
}
