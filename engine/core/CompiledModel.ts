/** A model as WebAssembly, and the parts it is posted in. */
import type { LogDensity, TrajectoryModule } from "./LogDensity.js";
import type { ModelLabels } from "./Model.js";
import type { Rng } from "./Rng.js";

/** A model's traced graph as WebAssembly, with its data in memory. */
export interface CompiledModel extends LogDensity {
  /** Names of what {@link constrain} writes: constrained parameters first, then generated quantities. */
  readonly names: readonly string[];
  /** Number of rows of {@link logLikelihood}. */
  readonly rows: number;
  /**
   * Constrained parameters and generated quantities at an unconstrained position. What was integrated out is drawn with the
   * stream, of which nothing is asked where nothing was.
   */
  constrain(position: Float64Array, rng: Rng, out: Float64Array): void;
  /**
   * What {@link constrain} does, for many positions (row by row) at once: the one in row i is that of draw `first` + i, which has the
   * stream of that number. `base` is the state that these streams are made from (`numberedStreams`).
   */
  constrainRows(positions: Float64Array, base: readonly number[], first: number, out: Float64Array): void;
  /** Number of entries of {@link logPrior}. */
  readonly blocks: number;
  /** Log prior by block of parameters, for power-scaling of priors. */
  logPrior(position: Float64Array, out: Float64Array): void;
  /** Log likelihood by row, for leave-one-out cross-validation, given what {@link constrain} drew last. */
  logLikelihood(position: Float64Array, out: Float64Array): void;
  /** What the model's coordinates are chosen by, with what was integrated out at its conditional mean; empty if it has none. */
  reference(position: Float64Array): Float64Array;
  /** Writes a data column or a setting; what depends on data alone is computed again before the next evaluation. */
  set(name: string, values: ArrayLike<number>): void;
}

/**
 * All that a worker needs to evaluate a model; can be posted to it. The code travels as bytes or as a compiled
 * `WebAssembly.Module`, the data as columns by name.
 */
export interface ModelArtifact {
  readonly module: unknown;
  readonly dimension: number;
  readonly rows: number;
  readonly blocks: number;
  readonly names: readonly string[];
  /** What its numbers are of, so that messages can say it. */
  readonly labels?: ModelLabels;
  /** Whole transitions in WebAssembly, where a sampler has added them. */
  readonly trajectory?: TrajectoryModule;
  /** Bytes of memory, sized once. */
  readonly memoryBytes: number;
  readonly layout: {
    readonly position: number;
    readonly gradient: number;
    readonly constrained: number;
    readonly logLikelihood: number;
    readonly logPrior: number;
    readonly reference?: { readonly offset: number; readonly length: number };
    /** Where `constrainRows` finds positions, leaves values, and has the state of its streams; `most` rows at once. */
    readonly drawRows: {
      readonly most: number;
      readonly positions: number;
      readonly values: number;
      readonly base: number;
    };
    /** Tables of constants, written once. */
    readonly constants: readonly {
      readonly offset: number;
      readonly kind: "float64" | "int32";
      readonly values: Float64Array | Int32Array;
    }[];
    /** Data columns and settings, by name. */
    readonly inputs: readonly {
      readonly name: string;
      readonly offset: number;
      readonly length: number;
      readonly kind: "float64" | "int32";
      /** For integers used as indices, which are at least 0: the number below which they must be. */
      readonly below?: number;
      /** The same by part of the column, one part after the other, where it is a table of several. */
      readonly parts?: readonly { readonly length: number; readonly below: number }[];
      readonly values: Float64Array | Int32Array;
    }[];
  };
}
