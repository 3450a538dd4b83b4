/** An unnormalised log density on ℝⁿ with its gradient: all that a sampler needs to know of a model. */
export interface LogDensity {
  readonly dimension: number;
  /**
   * Log density at an unconstrained position; writes its gradient. NaN anywhere gives -Infinity.
   * The gradient is meaningless where the value is -Infinity.
   */
  evaluate(position: Float64Array, gradient: Float64Array): number;
  /** Which of its terms is not finite at a position, in words for a message; undefined when none is, or it cannot tell. */
  explain?(position: Float64Array): string | undefined;
  /** For a density that is WebAssembly: what it takes to call it from there. */
  readonly native?: NativeDensity;
}

/** The inside of a log density that is WebAssembly: a sampler compiled against it works in its memory. */
export interface NativeDensity {
  readonly memory: WebAssembly.Memory;
  /**
   * An exported function without arguments that reads the position from memory, writes the gradient there and returns the log
   * density. Unlike {@link LogDensity.evaluate} it does not look whether the gradient is NaN.
   */
  readonly evaluate: () => number;
  /** Addresses of the position and the gradient, multiples of 16; the vectors are padded to pairs of doubles. */
  readonly position: number;
  readonly gradient: number;
  /** Memory for the sampler, zero at first, which the density leaves alone: 256 vectors and 64 KiB. */
  readonly room: { readonly address: number; readonly bytes: number };
  /** What a sampler emitted for this density beforehand, if it did. */
  readonly trajectory?: TrajectoryModule;
  /** Must be called before `evaluate` whenever data may have changed. */
  ready(): void;
}

/** A sampler's own WebAssembly for a density of this place in memory; can be posted to a worker. */
export interface TrajectoryModule {
  /** A `WebAssembly.Module`. */
  readonly module: unknown;
  /** Patterns of 64 bits that must stand twice at an address. */
  readonly constants: readonly (readonly [pattern: bigint, address: number])[];
}
